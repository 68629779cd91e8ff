import { deniesInference } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type Condition, conditions, hasCondition } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIMITING_KINDS } from './_denials.ts';
import { both } from './_guardrails.ts';

/** Keys that tell where a request comes from. */
const NETWORK: ReadonlySet<string> = new Set(['aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce']);

/** Keys that tell that a service asks. */
const SERVICES = [
  'aws:viaawsservice',
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:principalisawsservice',
];

const isOutside = ({ name, meaning }: Condition): boolean => NETWORK.has(name) && meaning?.negated === true;

const deniesOutside = question(
  (statement) =>
    deniesInference(statement) && conditions(statement).some(isOutside) && !hasCondition(statement, ...SERVICES),
);

const outside = (operator: string) =>
  `"Effect": "Deny", ${both}, "Condition": { "NotIpAddress": { "${operator}": "203.0.113.0/24" }`;

export const bedrockNetworkDenyHitsServices = defineRule({
  id: 'bedrock-network-deny-hits-services',
  category: 'effect',
  severity: 'information',
  summary: 'A Deny by network also stops what AWS’s services ask in the caller’s name.',
  explanation:
    'RetrieveAndGenerate, agents and flows call models from AWS’s own network in the caller’s name: such a request has the address of the service and no endpoint of a VPC, so that the Deny stops it. Except these requests: Bool aws:ViaAWSService "false". A service that acts with a role of its own is another caller, to be excepted by aws:PrincipalArn.',
  reference: guide('reference_policies_examples_aws_deny-ip'),
  fixes: { suggested: 'The Deny no longer denies what services ask in the caller’s name.' },
  kinds: LIMITING_KINDS,
  bad: statements(`${outside('⟦aws:SourceIp⟧')} }`),
  good: statements(`${outside('aws:SourceIp')}, "Bool": { "aws:ViaAWSService": "false" } }`),
  *checkStatement(statement, { writer }) {
    if (!deniesOutside(statement)) return;
    const entry = conditions(statement).find(isOutside);
    if (!entry) return;
    yield finding(
      entry.key,
      `This also denies the calls that AWS’s services make in the caller’s name, as RetrieveAndGenerate and agents do: they come from AWS’s network, and ${brief(entry.key.text)} never matches. Except them with aws:ViaAWSService "false".`,
    ).suggest(
      'Except what services ask in the caller’s name',
      writer.addConditions(statement, [['Bool', 'aws:ViaAWSService', 'false']]),
    );
  },
});
