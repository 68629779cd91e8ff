/** Roles that Bedrock and AgentCore assume, seen whole: what the permissions lack by AWS's page for the role. */
import { mayAllow } from '../../iam/allowed.ts';
import { principalsOf } from '../../iam/principals.ts';
import { everythingIn, textOf } from '../../policy/data.ts';
import type { Policy } from '../../policy/document.ts';
import type { Statement } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule, type Rule } from '../engine/rule.ts';
import { type WholeRole, wholeRoles } from './_roles.ts';

/** What a role needs: one of the actions will do. */
interface Need {
  /** What it is for, as the end of "It lacks …". */
  readonly what: string;
  readonly anyOf: readonly string[];
}

interface RoleType {
  readonly id: string;
  /** Who assumes it, as the beginning of a sentence. */
  readonly bearer: string;
  readonly service: string;
  /** What the trust policy says where it is this type: what the role is assumed for. */
  readonly source: RegExp;
  readonly needs: readonly Need[];
  /** AWS's page for the role. */
  readonly page: string;
  readonly isMeant?: (permissions: readonly Policy[]) => boolean;
  /** An action that the example has, and one that it lacks. */
  readonly example: { readonly source: string; readonly has: readonly string[]; readonly lacks: readonly string[] };
}

/** Whether a string of a statement matches, also one that a template puts together. */
const says = ({ data }: Statement, pattern: RegExp): boolean =>
  [...everythingIn(data)].some((each) => pattern.test(textOf(each) ?? ''));

const INVOKE: Need = {
  what: 'calling models',
  anyOf: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
};
const READ: Need = { what: 'reading its input', anyOf: ['s3:GetObject'] };
const WRITE: Need = { what: 'writing its output', anyOf: ['s3:PutObject'] };

const TYPES: readonly RoleType[] = [
  {
    id: 'agentcore-runtime-role-incomplete',
    bearer: 'A runtime of AgentCore',
    service: 'bedrock-agentcore.amazonaws.com',
    source: /:runtime\/|^arn:[^:]*:bedrock-agentcore:[^:]*:[^:]*:\*$/,
    // A role of gateways and memories may trust "…:*" too: what is for runtimes alone tells.
    isMeant: (permissions) =>
      permissions.some(({ statements }) =>
        statements.some((each) => says(each, /bedrock-agentcore\/runtimes|^ecr:|GetWorkloadAccessToken/)),
      ),
    needs: [
      { what: 'pulling its image (one that was deployed as code has none)', anyOf: ['ecr:BatchGetImage'] },
      { what: 'writing its logs', anyOf: ['logs:PutLogEvents'] },
      INVOKE,
    ],
    page: 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html',
    example: {
      source: 'arn:aws:bedrock-agentcore:eu-west-1:222233334444:*',
      has: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'bedrock:InvokeModel*'],
      lacks: ['logs:PutLogEvents'],
    },
  },
  {
    id: 'bedrock-knowledge-base-role-incomplete',
    bearer: 'A knowledge base',
    service: 'bedrock.amazonaws.com',
    source: /:knowledge-base\//,
    needs: [
      {
        what: 'its store (OpenSearch, S3 Vectors, Aurora, Neptune Analytics, Kendra, or the secret of another)',
        anyOf: [
          'aoss:APIAccessAll',
          'es:ESHttpPost',
          's3vectors:QueryVectors',
          'rds-data:ExecuteStatement',
          'neptune-graph:ReadDataViaQuery',
          'kendra:Retrieve',
          'redshift-data:ExecuteStatement',
          'secretsmanager:GetSecretValue',
        ],
      },
    ],
    page: bedrockGuide('kb-permissions'),
    example: {
      source: 'arn:aws:bedrock:eu-west-1:222233334444:knowledge-base/*',
      has: ['bedrock:InvokeModel*'],
      lacks: ['aoss:APIAccessAll'],
    },
  },
  {
    id: 'bedrock-agent-role-incomplete',
    bearer: 'An agent',
    service: 'bedrock.amazonaws.com',
    source: /:agent\//,
    needs: [INVOKE],
    page: bedrockGuide('agents-permissions'),
    example: {
      source: 'arn:aws:bedrock:eu-west-1:222233334444:agent/*',
      has: ['bedrock:ApplyGuardrail'],
      lacks: ['bedrock:InvokeModel*'],
    },
  },
  {
    id: 'bedrock-job-role-incomplete',
    bearer: 'A job',
    service: 'bedrock.amazonaws.com',
    source: /:(?:model-invocation-job|model-customization-job|evaluation-job)\//,
    needs: [READ, WRITE],
    page: bedrockGuide('batch-iam-sr'),
    example: {
      source: 'arn:aws:bedrock:eu-west-1:222233334444:model-invocation-job/*',
      has: ['s3:GetObject'],
      lacks: ['s3:PutObject'],
    },
  },
  {
    id: 'bedrock-import-role-incomplete',
    bearer: 'The import of a model',
    service: 'bedrock.amazonaws.com',
    source: /:model-import-job\//,
    needs: [READ],
    page: bedrockGuide('model-import-iam-role'),
    example: {
      source: 'arn:aws:bedrock:eu-west-1:222233334444:model-import-job/*',
      has: ['s3:ListBucket'],
      lacks: ['s3:GetObject'],
    },
  },
];

/** Where it is to be used, so that the example has no other finding. */
const PLACES: readonly (readonly [prefix: string, resource: string])[] = [
  ['ecr:', 'arn:aws:ecr:eu-west-1:222233334444:repository/agents'],
  ['logs:', 'arn:aws:logs:eu-west-1:222233334444:log-group:/aws/bedrock-agentcore/runtimes/*:log-stream:*'],
  ['s3:ListBucket', 'arn:aws:s3:::amzn-s3-demo-bucket'],
  ['s3:', 'arn:aws:s3:::amzn-s3-demo-bucket/*'],
  ['bedrock:InvokeModel', 'arn:aws:bedrock:*::foundation-model/*'],
  ['bedrock:ApplyGuardrail', 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6'],
  ['aoss:', 'arn:aws:aoss:eu-west-1:222233334444:collection/abcdefghij1234567890'],
];

function example({ service, example: { source } }: RoleType, actions: readonly string[], mark = ''): string {
  const statements = actions.map((action) => {
    const [, resource = '*'] = PLACES.find(([prefix]) => action.startsWith(prefix)) ?? [];
    return `{ "Effect": "Allow", "Action": "${action}", "Resource": "${resource}" }`;
  });
  const trust = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "${mark ? '⟦' : ''}${service}${mark ? '⟧' : ''}" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" }, "ArnLike": { "aws:SourceArn": "${source}" } } }] }`;
  return `{ "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": {\n  "AssumeRolePolicyDocument": ${trust},\n  "Policies": [{ "PolicyName": "p", "PolicyDocument": { "Version": "2012-10-17", "Statement": [\n    ${statements.join(',\n    ')}\n  ] } }]\n} } } }`;
}

const lackingOf = (needs: readonly Need[], { permissions }: WholeRole): readonly Need[] =>
  needs.filter(({ anyOf }) => !anyOf.some((action) => permissions.some((policy) => mayAllow(policy, action))));

const ruleOf = (type: RoleType): Rule =>
  defineRule({
    id: type.id,
    category: 'effect',
    severity: 'information',
    summary: `${type.bearer} assumes a role that lacks what AWS’s page for it lists.`,
    explanation: `Where the document holds a role’s trust policy and its permissions, both are seen together. ${type.bearer} assumes this role; by AWS’s page the role serves for ${type.needs.map(({ what }) => what).join(', ')}. A role with managed policies is not looked at, since these may hold what is missing.`,
    reference: type.page,
    bad: document(example(type, type.example.has, '⟦')),
    good: document(example(type, [...type.example.has, ...type.example.lacks])),
    *checkDocument(read) {
      for (const role of wholeRoles(read)) {
        for (const statement of role.trust.statements) {
          const [service] = principalsOf(statement, 'Service').filter(({ text }) => text === type.service);
          if (!service || !says(statement, type.source) || type.isMeant?.(role.permissions) === false) continue;
          for (const { what, anyOf } of lackingOf(type.needs, role)) {
            const [action = '', ...others] = anyOf;
            yield finding(
              service,
              `${type.bearer} assumes this role, which lacks ${what}. Unless another policy of the role does, allow ${action}${others.length > 0 ? ' or its like' : ''}.`,
            );
          }
        }
      }
    },
  });

export const incompleteRoles: readonly Rule[] = TYPES.map(ruleOf);
