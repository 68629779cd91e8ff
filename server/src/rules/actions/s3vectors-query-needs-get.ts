import { allowsByName, mayAllow, valuesNaming } from '../../iam/allowed.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';

const QUERY = 's3vectors:QueryVectors';
const GET = 's3vectors:GetVectors';
const INDEX = 'arn:aws:s3vectors:eu-west-1:222233334444:bucket/documents/index/pages';

const allowsQuery = allowsByName(QUERY);

export const s3vectorsQueryNeedsGet = defineRule({
  id: 's3vectors-query-needs-get',
  category: 'effect',
  severity: 'information',
  summary: 'Vectors may be queried, and not read.',
  explanation:
    'QueryVectors alone returns keys and distances. A query with a filter on metadata, or one that asks for the data or the metadata, as a knowledge base of Bedrock does, also needs s3vectors:GetVectors and is refused without it. Another policy of the same identity may allow it.',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_QueryVectors.html',
  fixes: { suggested: 'A permission is added: to read vectors and their metadata.' },
  kinds: ['identity'],
  bad: resource(INDEX, `⟦${QUERY}⟧`),
  good: statements(`"Effect": "Allow", "Action": ["${QUERY}", "${GET}"], "Resource": "${INDEX}"`),
  *checkPolicy(policy, { writer }) {
    for (const statement of policy.statements) {
      if (!allowsQuery(statement) || mayAllow(policy, GET) || !statement.action) continue;
      const [value] = valuesNaming(statement, QUERY);
      if (!value) continue;
      yield finding(
        value,
        `Queries with a filter, or for data or metadata, also need ${GET}, and nothing here allows it: unless another policy does, they are denied. Allow ${GET} too.`,
      ).suggest(`Add ${GET}`, statement.condition ? [] : writer.addValues(statement.action, [GET]));
    }
  },
});
