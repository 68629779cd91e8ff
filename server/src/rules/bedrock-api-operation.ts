import { bedrockOperation } from '../catalog/bedrock-operations.ts';
import { nodeSpan } from '../policy/json.ts';
import { strings } from '../policy/statement.ts';
import { actionNames, serviceOf } from './actions.ts';
import { removeChild, replace } from './edit.ts';
import { action, resource, statements } from './example.ts';
import { authorizationReference } from './references.ts';
import { defineRule, finding } from './rule.ts';

/** Converse and its like are operations of the API; IAM authorises them by other actions. */
export const bedrockApiOperation = defineRule({
  id: 'bedrock-api-operation',
  category: 'effect',
  severity: 'error',
  summary: 'An API operation stands where an IAM action belongs.',
  explanation:
    'Converse, ConverseStream, StartAsyncInvoke and InvokeModelWithBidirectionalStream are operations of Bedrock’s API, not IAM actions. InvokeModel and InvokeModelWithResponseStream authorise them. Other names, such as ListModels, exist nowhere but are often written.',
  reference: authorizationReference(),
  bad: [
    resource('arn:aws:bedrock:eu-west-1:222233334444:provisioned-model/a1b2c3d4e5f6', 'bedrock:⟦Converse⟧'),
    statements(
      '"Effect": "Allow", "Action": ["bedrock:⟦StartAsyncInvoke⟧", "bedrock:InvokeModelWithResponseStream"], "Resource": "*"',
    ),
    statements('"Effect": "Allow", "Action": ["bedrock:⟦Converse⟧", "bedrock:InvokeModel*"], "Resource": "*"'),
  ],
  good: action('bedrock:InvokeModel*'),
  *checkStatement({ action, notAction }, { catalog, text }) {
    for (const list of [action, notAction]) {
      const present = new Set(strings(list).map((value) => value.text.toLowerCase()));
      for (const entry of actionNames(list)) {
        const { prefix, name, nameSpan, value } = entry;
        const operation = bedrockOperation(name);
        const service = serviceOf(entry, catalog);
        if (!operation || service?.prefix !== 'bedrock' || service.action(name)) continue;
        const wanted = operation.actions.map((each) => `${prefix}:${each}`);
        const listed = wanted.join(' and ');
        const result = finding(
          nameSpan,
          operation.exists
            ? `"${value.text}" is an API operation, not an IAM action: IAM never matches it. ${operation.name} is authorised by ${listed}.`
            : `IAM has no action "${value.text}": it never matches. ${listed} ${wanted.length > 1 ? 'are' : 'is'} probably meant.`,
        );
        const missing = wanted.filter((each) => !present.has(each.toLowerCase()));
        const [first] = missing;
        const covered = missing.length === 0 || service.actions.length === 0 || isCovered(missing, present);
        if (covered && list && list.values.length > 1) {
          result.fix(`Remove it: ${listed} is listed already`, removeChild(value.node, text));
        } else if (first !== undefined) {
          const texts = missing.map((each) => JSON.stringify(each));
          const edit = list?.isArray ? texts.join(', ') : texts.length > 1 ? `[${texts.join(', ')}]` : (texts[0] ?? '');
          result.fix(`Change to ${missing.join(' and ')}`, replace(nodeSpan(value.node), edit));
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
