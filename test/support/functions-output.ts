// Functions write log lines to stdout: shown only for failing tests.
process.stdout.write = (chunk) => {
  console.log(String(chunk).trimEnd());
  return true;
};
