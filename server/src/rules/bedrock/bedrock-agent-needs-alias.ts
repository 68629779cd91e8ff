import { hasAction } from '../../iam/allowed.ts';
import { fieldSpan, replaceField } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const bedrockAgentNeedsAlias = defineRule({
  id: 'bedrock-agent-needs-alias',
  category: 'effect',
  severity: 'warning',
  summary: 'An agent is invoked by its own ARN instead of its alias’s.',
  explanation:
    'InvokeAgent is authorized on agent-alias/AGENT-ID/ALIAS-ID, never on agent/AGENT-ID. With the agent’s ARN every call is denied.',
  reference: authorizationReference(),
  fixes: { suggested: 'InvokeAgent was allowed on no alias: with the change it is.' },
  bad: resource('arn:aws:bedrock:eu-west-1:222233334444:⟦agent/A1B2C3D4E5⟧', 'bedrock:InvokeAgent'),
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:agent-alias/A1B2C3D4E5/*', 'bedrock:InvokeAgent'),
  *checkStatement(statement, { catalog, writer }) {
    const { action, resource: list } = statement;
    if (!action || !list || !hasAction(statement, 'bedrock:InvokeAgent')) return;
    const arns = bedrockArns(statement, catalog).filter((each) => each.list === list);
    if (arns.length < list.values.length || arns.some(({ type }) => type?.name === 'agent-alias')) return;
    for (const entry of arns) {
      const id = entry.arn.resourceId?.text;
      if (entry.type?.name !== 'agent' || id === undefined) continue;
      const alias = `agent-alias/${id === '*' ? '*' : `${id}/*`}`;
      const isOnly = action.values.length === 1 && /^bedrock:InvokeAgent$/i.test(action.values[0]?.text ?? '');
      const whole = entry.arn.text.slice(0, entry.arn.resource.start) + alias;
      yield finding(
        fieldSpan(entry, entry.arn.resource),
        'InvokeAgent is authorized on the alias, not on the agent: every call is denied. Name agent-alias/AGENT-ID/ALIAS-ID.',
      ).suggest(
        isOnly ? `Change to ${quoted(alias)}` : `Add ${quoted(alias)}`,
        isOnly ? replaceField(writer, entry, entry.arn.resource, alias) : writer.addValues(list, [whole]),
      );
    }
  },
});
