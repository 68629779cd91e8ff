/** The partition that the ARNs of a statement name. */
import { parseArn } from '../patterns/arn.ts';
import { type Statement, strings } from '../policy/statement.ts';

/** The partition of the first ARN among resources, principals and conditions; `aws` where none names one. */
export function partitionOf({ resource, notResource, principal, condition }: Statement): string {
  const lists = [
    resource,
    notResource,
    ...(principal?.types ?? []),
    ...(condition?.entries ?? []).map(({ list }) => list),
  ];
  for (const { text } of lists.flatMap((list) => strings(list))) {
    const partition = parseArn(text)?.partition.text;
    if (partition && /^aws[a-z-]*$/.test(partition)) return partition;
  }
  return 'aws';
}
