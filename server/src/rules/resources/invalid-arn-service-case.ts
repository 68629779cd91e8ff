import { fieldSpan, isLiteral, replaceField, resourceArns } from '../../iam/arns.ts';
import { quoted } from '../../model/printable.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIVE } from './_arns.ts';

export const invalidArnServiceCase = defineRule({
  id: 'invalid-arn-service-case',
  category: 'effect',
  severity: 'error',
  summary: 'The service of an ARN has capital letters.',
  explanation: 'ARNs compare with regard to case, and the service in them is written in small letters.',
  reference: accessAnalyzer('error', 'invalid-arn-service-case'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:⟦Bedrock⟧:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { service } = entry.arn;
      const lower = service.text.toLowerCase();
      if (lower === service.text || !isLiteral(service.text) || !catalog.hasService(lower)) continue;
      yield finding(
        fieldSpan(entry, service),
        `ARNs are case-sensitive and no service is called ${quoted(service.text)}: this matches nothing. Write ${lower}.`,
      ).suggest(`Change to ${quoted(lower)}`, replaceField(writer, entry, service, lower));
    }
  },
});
