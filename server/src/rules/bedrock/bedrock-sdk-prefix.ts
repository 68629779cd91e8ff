import { bedrockOperation, CLIENT_ACTIONS, SDK_PREFIXES } from '../../catalog/bedrock-operations.ts';
import { type ActionName, actionNames } from '../../iam/actions.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { brief, quoted } from '../../model/printable.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import { finding } from '../engine/draft.ts';
import { action } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** The SDK has six clients for Bedrock, IAM one prefix. */
export const bedrockSdkPrefix = defineRule({
  id: 'bedrock-sdk-prefix',
  category: 'effect',
  severity: 'error',
  summary: 'The name of an SDK client is written where the service prefix of IAM belongs.',
  explanation:
    'bedrock-runtime, bedrock-agent, bedrock-agent-runtime and the data automation clients are names of SDK clients and endpoints. IAM authorizes all of them under the prefix bedrock (bedrock-agentcore-control under bedrock-agentcore), and an action with a client’s name never matches. A wildcard meant the operations of that client, not those of all of Bedrock: name the actions.',
  reference: authorizationReference(),
  fixes: { suggested: 'The action matched nothing: with the change it is allowed, or denied.' },
  bad: [action('⟦bedrock-runtime⟧:CountTokens'), action('⟦bedrock-runtime⟧:*')],
  good: action('bedrock:InvokeModel*'),
  *checkStatement({ action: named, notAction }, { catalog, writer }) {
    for (const list of [named, notAction]) {
      for (const entry of actionNames(list)) {
        const { prefix, prefixSpan, name, value } = entry;
        const right = SDK_PREFIXES.get(prefix.toLowerCase());
        if (!right || !list || catalog.hasService(prefix)) continue;
        if (bedrockOperation(name) && !catalog.service(right)?.action(name)) continue; // bedrock-api-operation says it
        const result = finding(
          prefixSpan,
          hasWildcard(name)
            ? `${quoted(prefix)} names an SDK client, not a service of IAM: this matches no request. Name the actions of that client, under the prefix ${quoted(right)}.`
            : `${quoted(prefix)} names an SDK client, not a service of IAM: this matches no request. The prefix is ${quoted(right)}.`,
        );
        const meant = meantBy(entry, right);
        const isWithin = catalog
          .service(right)
          ?.expand(name)
          .every((each) => meant.includes(`${right}:${each.name}`));
        if (!hasWildcard(name) || (isWithin && meant.length > 0)) {
          result.suggest(`Change to ${quoted(right)}`, writer.replaceText(value, right, 0, prefix.length));
        } else if (meant.length > 0) {
          const title = meant.length > 3 ? `the ${meant.length} actions of ${brief(prefix)}` : meant.join(', ');
          result.suggest(`Change to ${title}`, writer.replaceInList(list, value, meant));
        }
        yield result;
      }
    }
  },
});

/** The actions of the client that the pattern matches; empty where the client's actions are not known here. */
const meantBy = ({ prefix, name }: ActionName, right: string): readonly string[] =>
  (CLIENT_ACTIONS.get(prefix.toLowerCase()) ?? [])
    .filter((each) => matches(parseGlob(name, { ignoreCase: true }), each.toLowerCase()))
    .map((each) => `${right}:${each}`);
