import { isDeny } from '../../iam/allowed.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { deniedAmong, LIMITING_KINDS } from './_denials.ts';

/** What sets how long prompts and answers are kept: for the account at each endpoint, and for a project. */
const SETTING = [
  'bedrock:PutAccountDataRetention',
  'bedrock-mantle:PutAccountDataRetention',
  'bedrock-mantle:CreateProject',
  'bedrock-mantle:UpdateProject',
];

/** Those that a Deny stops. */
const denied = deniedAmong(SETTING);

/** Projects are denied for other reasons as well. */
const isAboutRetention = (text: string): boolean => /:put[a-z*]*dataretention$/i.test(text);

export const bedrockDataRetentionPartial = defineRule({
  id: 'bedrock-data-retention-partial',
  category: 'security',
  severity: 'information',
  summary: 'Data retention is denied at one of the two endpoints, or for the account and not for projects.',
  explanation:
    'How long prompts and answers are kept is set for the account by bedrock:PutAccountDataRetention and by bedrock-mantle:PutAccountDataRetention, and for a project by bedrock-mantle:CreateProject and UpdateProject; a project’s setting wins. To keep a mode, deny all four, each prefix under its own key: bedrock:DataRetentionMode and bedrock-mantle:DataRetentionMode.',
  reference: bedrockGuide('data-retention'),
  fixes: { suggested: 'The Deny reaches further: projects can no longer be made or changed.' },
  kinds: LIMITING_KINDS,
  bad: [
    statements('"Effect": "Deny", "Action": "⟦bedrock:PutAccountDataRetention⟧", "Resource": "*"'),
    statements(
      '"Effect": "Deny", "Action": "⟦bedrock:PutAccountDataRetention⟧", "Resource": "*", "Condition": { "StringNotEquals": { "bedrock:DataRetentionMode": "none" } }',
    ),
  ],
  good: statements(
    '"Effect": "Deny", "Action": "bedrock:PutAccountDataRetention", "Resource": "*", "Condition": { "StringNotEquals": { "bedrock:DataRetentionMode": "none" } }',
    `"Effect": "Deny", "Action": ${JSON.stringify(SETTING.slice(1))}, "Resource": "*", "Condition": { "StringNotEquals": { "bedrock-mantle:DataRetentionMode": "none" } }`,
  ),
  *checkPolicy(policy, { writer }) {
    if (policy.isPartial) return;
    const all = new Set(policy.statements.flatMap(denied));
    if (all.size === 0) return;
    const open = SETTING.filter((action) => !all.has(action));
    for (const statement of policy.statements) {
      const value = isDeny(statement) && strings(statement.action).find(({ text }) => isAboutRetention(text));
      if (!value || !statement.action || open.length === 0) continue;
      yield finding(
        value,
        `Data retention can still be set by ${open.join(', ')}. Deny ${open.length > 1 ? 'these' : 'it'} too.`,
      ).suggest(
        open.length > 1 ? 'Deny these too' : 'Deny it too',
        statement.condition ? [] : writer.addValues(statement.action, open),
      );
      return;
    }
  },
});
