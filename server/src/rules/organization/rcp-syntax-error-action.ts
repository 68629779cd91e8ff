import { actionNames } from '../../iam/actions.ts';
import { brief, quoted } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { defineRule } from '../engine/rule.ts';
import { RCP, rcp } from './_rcp.ts';

export const rcpSyntaxErrorAction = defineRule({
  id: 'rcp-syntax-error-action',
  category: 'grammar',
  severity: 'error',
  summary: 'A resource control policy names an action of a service that RCPs do not support.',
  explanation:
    'RCPs work for some services only, and no service of Bedrock is among them. Write a service control policy for those. "*" alone is for AWS’s own RCPFullAWSAccess.',
  reference: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html',
  fixes: { suggested: 'The action is no longer denied.' },
  kinds: RCP,
  bad: [
    rcp('"Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject", "⟦bedrock:InvokeModel*⟧"], "Resource": "*"'),
    rcp('"Effect": "Deny", "Principal": "*", "Action": "⟦*⟧", "Resource": "*"'),
  ],
  good: rcp('"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  *checkStatement({ action, effect }, { catalog, writer }) {
    for (const value of strings(action)) {
      if (value.text === '*' && effect?.text === 'Deny')
        yield finding(
          value,
          'A resource control policy cannot deny "*": Organizations refuses it. Name the services: s3:*, kms:*, ….',
        );
    }
    for (const { value, prefix } of actionNames(action)) {
      const name = prefix.toLowerCase();
      if (!catalog.hasService(name) || catalog.rcpServices.includes(name)) continue;
      yield finding(
        value,
        `Resource control policies do not support ${brief(name)}: Organizations refuses this. Write a service control policy for it.`,
      ).suggest(`Remove ${quoted(value.text)}`, (action?.values.length ?? 0) > 1 ? writer.remove(value) : []);
    }
  },
});
