import { bedrockOperation } from '../../catalog/bedrock-operations.ts';
import { actionNames, serviceOf } from '../../iam/actions.ts';
import { isAllow, isDeny } from '../../iam/allowed.ts';
import { brief, quoted } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { action, resource, statements } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** Converse and its like are operations of the API; IAM authorizes them by other actions. */
export const bedrockApiOperation = defineRule({
  id: 'bedrock-api-operation',
  category: 'effect',
  severity: 'error',
  summary: 'An API operation is written where an IAM action belongs.',
  explanation:
    'Converse, ConverseStream, StartAsyncInvoke and InvokeModelWithBidirectionalStream are operations of Bedrock’s API, not IAM actions. InvokeModel and InvokeModelWithResponseStream authorize them. In a Deny beside these actions the name is needless, and information. Other names, such as ListModels, exist nowhere but are often written.',
  reference: authorizationReference(),
  fixes: {
    safe: 'Among the actions of an Allow, the name of an operation matches nothing, and what authorizes the operation is listed already.',
    suggested: 'The name matched nothing: with the change the actions are allowed, or denied.',
  },
  bad: [
    resource('arn:aws:bedrock:eu-west-1:222233334444:provisioned-model/a1b2c3d4e5f6', 'bedrock:⟦Converse⟧'),
    statements(
      '"Effect": "Allow", "Action": ["bedrock:⟦StartAsyncInvoke⟧", "bedrock:InvokeModelWithResponseStream"], "Resource": "*"',
    ),
    statements('"Effect": "Allow", "Action": ["bedrock:⟦Converse⟧", "bedrock:InvokeModel*"], "Resource": "*"'),
    statements(
      '"Effect": "Deny", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:CreateModelInvocationJob", "bedrock:⟦Converse⟧"], "Resource": "arn:aws:bedrock:*::foundation-model/*"',
    ),
  ],
  good: action('bedrock:InvokeModel*'),
  *checkStatement(statement, { catalog, writer }) {
    const { action, notAction } = statement;
    for (const list of [action, notAction]) {
      const present = new Set(strings(list).map((value) => value.text.toLowerCase()));
      for (const entry of actionNames(list)) {
        const { name, nameSpan, value } = entry;
        const operation = bedrockOperation(name);
        const service = serviceOf(entry, catalog);
        if (!operation || service?.prefix !== 'bedrock' || service.action(name)) continue;
        const wanted = operation.actions.map((each) => `${service.prefix}:${each}`);
        const listed = wanted.join(' and ');
        const result = finding(
          nameSpan,
          operation.exists
            ? `${quoted(value.text)} is an API operation, not an IAM action: IAM never matches it. ${brief(operation.name)} is authorized by ${listed}.`
            : `IAM has no action ${quoted(value.text)}: it never matches. ${listed} ${wanted.length > 1 ? 'are' : 'is'} probably intended.`,
        );
        // AWS's own examples deny Converse beside the actions that authorize it: needless, and harmless.
        if (
          operation.exists &&
          isDeny(statement) &&
          list === action &&
          wanted.every((each) => present.has(each.toLowerCase()))
        )
          result.as('information');
        const missing = wanted.filter((each) => !present.has(each.toLowerCase()));
        const covered = missing.length === 0 || service.actions.length === 0 || isCovered(missing, present);
        if (covered && list && list.values.length > 1) {
          const isSafe = operation.exists && isAllow(statement) && list === action;
          result.fixIf(isSafe, `Remove it: ${listed} is listed already`, writer.remove(value));
        } else if (list && missing.length > 0) {
          result.suggest(`Change to ${missing.join(' and ')}`, writer.replaceInList(list, value, missing));
        }
        yield result;
      }
    }
  },
});

/** Whether patterns of the list already name all of these. */
function isCovered(names: readonly string[], present: ReadonlySet<string>): boolean {
  return names.every((name) =>
    [...present].some((pattern) => pattern.endsWith('*') && name.toLowerCase().startsWith(pattern.slice(0, -1))),
  );
}
