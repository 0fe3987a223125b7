// Functions write their lines to stdout themselves: here as anything that a test prints, of interest where it fails.
process.stdout.write = (chunk) => {
  console.log(String(chunk).trimEnd());
  return true;
};
