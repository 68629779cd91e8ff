import type { Catalog } from '../../catalog/catalog.ts';
import { isAllow } from '../../iam/allowed.ts';
import { hasWildcard, isEverything } from '../../iam/arns.ts';
import { asksForNothing } from '../../iam/callers.ts';
import { brief } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
import { covers, parseGlob } from '../../patterns/glob.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

interface Access {
  readonly prefix: string;
  /** What full access holds beyond calling models or agents, as the end of a sentence. */
  readonly holds: string;
  /** What most identities need. */
  readonly instead: readonly string[];
}

const SERVICES: readonly Access[] = [
  {
    prefix: 'bedrock',
    holds: 'deleting guardrails and invocation logging among them',
    instead: ['bedrock:Get*', 'bedrock:List*', 'bedrock:InvokeModel*'],
  },
  {
    prefix: 'bedrock-agentcore',
    holds: 'reading stored API keys and OAuth tokens and running commands in runtimes among them',
    instead: ['bedrock-agentcore:InvokeAgentRuntime', 'bedrock-agentcore:List*'],
  },
  {
    prefix: 'bedrock-mantle',
    holds: 'changing how long the account’s data are kept among them',
    instead: ['bedrock-mantle:Get*', 'bedrock-mantle:List*', 'bedrock-mantle:CreateInference'],
  },
];

export const bedrockFullAccess = defineRule({
  id: 'bedrock-full-access',
  category: 'security',
  severity: 'warning',
  summary: 'The policy allows every action of Bedrock, AgentCore or bedrock-mantle on every resource.',
  explanation:
    'That is more than calling models: bedrock:* also deletes guardrails, turns invocation logging off, shares custom models and buys provisioned throughput; bedrock-agentcore:* hands out stored API keys and OAuth tokens. Another spelling (bedrock:?*, arn:aws:bedrock:*:*:*, Create*, Update*, Delete* and Put* together) or a condition that every request meets (aws:SecureTransport, aws:PrincipalArn "*") changes nothing. Name the actions that are needed.',
  reference: bedrockGuide('security-iam-awsmanpol'),
  fixes: { suggested: 'Which actions are needed is not in the text.' },
  kinds: ['identity'],
  bad: [
    statements('"Effect": "Allow", "Action": "⟦bedrock:*⟧", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "⟦bedrock-agentcore:*⟧", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "⟦bedrock:*⟧", "Resource": "arn:aws:bedrock:*:*:*"'),
    {
      ...statements(
        '"Effect": "Allow", "Action": ["⟦bedrock:Create*⟧", "bedrock:Update*", "bedrock:Delete*", "bedrock:Put*"], "Resource": "*"',
      ),
      besides: ['bedrock-logging-tamper', 'bedrock-passrole-missing'],
    },
    statements(
      '"Effect": "Allow", "Action": "⟦bedrock-mantle:*⟧", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } }',
    ),
    {
      ...statements(
        '"Effect": "Allow", "Action": "⟦bedrock:*⟧", "Resource": "*", "Condition": { "StringLike": { "aws:RequestedRegion": "*" } }',
      ),
      besides: ['equivalent-to-null-false'],
    },
  ],
  good: [
    statements('"Effect": "Allow", "Action": ["bedrock:Get*", "bedrock:List*"], "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "bedrock:*", "Resource": "arn:aws:bedrock:*:222233334444:guardrail/*"'),
    statements(
      '"Effect": "Allow", "Action": "bedrock:*", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }',
    ),
  ],
  *checkStatement(statement, { catalog, writer }) {
    if (!isAllow(statement) || !statement.action || !asksForNothing(statement)) return;
    yield* allByVerbs(statement, catalog);
    for (const value of strings(statement.action)) {
      const access = SERVICES.find(({ prefix }) => isAllOf(value.text, prefix) && isAboutAll(statement, prefix));
      if (!access) continue;
      yield finding(
        value,
        `This allows every action of ${brief(access.prefix)}, ${access.holds}. Name the actions that are needed.`,
      ).suggest(
        access.prefix === 'bedrock' ? 'Allow only reading and calling models' : 'Allow only reading and calling',
        writer.replaceInList(statement.action, value, access.instead),
      );
    }
  },
});

/** The verbs of what changes a service. Whoever has them all has the whole service, whatever reads are left out. */
const CHANGING = ['Create*', 'Update*', 'Delete*', 'Put*'];

/** Full access in pieces: all that changes the service, by patterns of its verbs. */
function* allByVerbs(statement: Statement, catalog: Catalog): Generator<FindingDraft> {
  for (const { prefix, holds } of SERVICES) {
    const service = catalog.service(prefix);
    const patterns = strings(statement.action).filter(({ text }) => text.toLowerCase().startsWith(`${prefix}:`));
    const [first] = patterns.filter(({ text }) => hasWildcard(text));
    if (!service || !first || patterns.some(({ text }) => isAllOf(text, prefix)) || !isAboutAll(statement, prefix))
      continue;
    const matched = new Set(patterns.flatMap(({ text }) => service.expand(text.slice(prefix.length + 1))));
    if (!CHANGING.every((verb) => service.expand(verb).every((action) => matched.has(action)))) continue;
    yield finding(
      first,
      `Together these patterns allow all that changes ${brief(prefix)}, ${holds}. Name the actions that are needed.`,
    );
  }
}

/** Whether a pattern has this prefix and matches every name of at least one letter. `*` alone is full-admin's. */
const isAllOf = (text: string, prefix: string): boolean =>
  text.toLowerCase().startsWith(`${prefix}:`) &&
  covers(parseGlob(text, { ignoreCase: true }), parseGlob(`${prefix}:?*`, { ignoreCase: true }));

/** Whether a resource covers everything of the service, in any Region and account. */
const isAboutAll = ({ resource }: Statement, service: string): boolean =>
  strings(resource).some(({ text }) => {
    if (isEverything(text)) return true;
    const arn = parseArn(text);
    return (
      arn !== undefined &&
      covers(parseGlob(arn.service.text), parseGlob(service)) &&
      [arn.region, arn.account, arn.resource].every((field) => isEverything(field.text))
    );
  });
