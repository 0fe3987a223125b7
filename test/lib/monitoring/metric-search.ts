export type SearchedMetric = {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

/** Splits a name into words like CloudWatch: `record-changesV2` → `record`, `changes`, `v`, `2`. */
const wordsOf = (text: string): string[] =>
  (text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []).map((word) => word.toLowerCase());

/** Returns whether `text` contains the words of `term` consecutively. */
const hasWords = (text: string, term: string): boolean =>
  ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(term).join(' ')} `);

/**
 * Returns whether a metric is found by `SEARCH('{Namespace,Dimension} Name="whole value" Name=part', 'Statistic')`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export const isFoundBy = (expression: string, { namespace, metricName, dimensions }: SearchedMetric): boolean => {
  const [, schema = '', terms = ''] = /^SEARCH\('\{([^}]+)\} ([^']*)', '\w+'\)$/.exec(expression) ?? [];
  const [searched, ...names] = schema.split(',');
  const isOfSchema = searched === namespace && names.sort().join() === Object.keys(dimensions).sort().join();
  const values: Readonly<Record<string, string>> = { ...dimensions, MetricName: metricName };
  const found = [...terms.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)].map(([, name = '', whole, part = '']) =>
    whole === undefined ? hasWords(values[name] ?? '', part) : values[name] === whole,
  );
  return isOfSchema && found.length > 0 && !found.includes(false);
};
