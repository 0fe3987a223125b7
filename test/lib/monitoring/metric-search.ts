export type SearchedMetric = {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

/** `record-changesV2` → `record`, `changes`, `v`, `2`: the words into which CloudWatch cuts names. */
const wordsOf = (text: string): string[] =>
  (text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []).map((word) => word.toLowerCase());

/** Whether the words of `term` are in `text`, one right after the other. */
const hasWords = (text: string, term: string): boolean =>
  ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(term).join(' ')} `);

/**
 * Whether a metric is found by `SEARCH('{Namespace,Dimension} Name="whole value" Name=part', 'Statistic')`.
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
