import { conditions, stringValues } from '../../iam/conditions.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const SERVICE_KEYS: ReadonlyMap<string, RegExp> = new Map([
  ['iam:passedtoservice', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$|^[a-z0-9-]+\.aws\.internal$/],
  ['aws:principalservicename', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['aws:calledvia', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['aws:calledviafirst', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['aws:calledvialast', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['iam:awsservicename', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['kms:viaservice', /^[a-z0-9-]+\.[a-z0-9-]+(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/],
]);

export const invalidServicePrincipalFormat = defineRule({
  id: 'invalid-service-principal-format',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'A condition names a service in the wrong form.',
  explanation:
    'A service is written service.amazonaws.com in lower case; in kms:ViaService with its Region: service.region.amazonaws.com.',
  reference: accessAnalyzer('error', 'invalid-service-principal-format'),
  fixes: { suggested: 'The condition held for no service: with the change it does for one.' },
  bad: condition('"StringEquals": { "aws:CalledViaLast": "⟦bedrock⟧" }'),
  good: condition('"StringEquals": { "aws:CalledViaLast": "bedrock.amazonaws.com" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const form = SERVICE_KEYS.get(entry.name);
      if (!form || entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        if (/[*?$<{]/.test(value.text) || form.test(value.text)) continue;
        const regional = entry.name === 'kms:viaservice';
        const result = finding(
          value,
          `${quoted(value.text)} is not the name of a service in the form that ${brief(entry.key.text)} uses. Write ${regional ? 'service.region.amazonaws.com' : 'service.amazonaws.com'} in lower case.`,
        );
        const bare = /^[a-z0-9-]+$/i.test(value.text)
          ? `${value.text.toLowerCase()}.amazonaws.com`
          : value.text.toLowerCase();
        yield !regional && form.test(bare)
          ? result.suggest(`Change to ${quoted(bare)}`, writer.replaceText(value, bare))
          : result;
      }
    }
  },
});
