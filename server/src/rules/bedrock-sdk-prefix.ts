import { SDK_PREFIXES } from '../catalog/bedrock-operations.ts';
import { actionNames } from './actions.ts';
import { replace } from './edit.ts';
import { action } from './example.ts';
import { authorizationReference } from './references.ts';
import { defineRule, finding } from './rule.ts';

/** The SDK has six clients for Bedrock, IAM one prefix. */
export const bedrockSdkPrefix = defineRule({
  id: 'bedrock-sdk-prefix',
  category: 'effect',
  severity: 'error',
  summary: 'The name of an SDK client stands where IAM’s prefix belongs.',
  explanation:
    'bedrock-runtime, bedrock-agent, bedrock-agent-runtime and the data automation clients are names of SDK clients and endpoints. IAM authorises all of them under the prefix bedrock (bedrock-agentcore-control under bedrock-agentcore), and an action with a client’s name never matches.',
  reference: authorizationReference(),
  bad: action('⟦bedrock-runtime⟧:InvokeModel*'),
  good: action('bedrock:InvokeModel*'),
  *checkStatement({ action, notAction }, { catalog }) {
    for (const list of [action, notAction]) {
      for (const { prefix, prefixSpan } of actionNames(list)) {
        const right = SDK_PREFIXES.get(prefix.toLowerCase());
        if (!right || catalog.hasService(prefix)) continue;
        yield finding(
          prefixSpan,
          `"${prefix}" names an SDK client, not a service of IAM: this matches no request. The prefix is "${right}".`,
        ).fix(`Change to "${right}"`, replace(prefixSpan, right));
      }
    }
  },
});
