/** The types of Bedrock's resources that bear a policy of their own, and the actions that such a policy may name. */
import type { Catalog } from '../../catalog/catalog.ts';
import { RUNTIME_ACTIONS } from '../../catalog/joint-resources.ts';
import { typesOf } from '../../catalog/resources.ts';
import { arnValues } from '../../iam/arns.ts';
import { type BedrockArn, bedrockArns } from '../../iam/bedrock-arns.ts';
import type { Statement } from '../../policy/statement.ts';
import type { Value } from '../../policy/value.ts';

/**
 * The types of Bedrock's resources that take a policy, and the actions that it may be about (undefined: not documented).
 * https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/kb-managed-cross-account.html
 */
export const BEDROCK_TYPES: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['guardrail', ['ApplyGuardrail', 'GetGuardrail']],
  ['guardrail-profile', ['ApplyGuardrail']],
  ['knowledge-base', ['Retrieve', 'GetDocumentContent']],
  ['custom-model', undefined],
]);

const OF_RUNTIMES = [...RUNTIME_ACTIONS, 'GetAgentCard', 'GetRuntimeProtectedResourceMetadata'];

/** The same for AgentCore. https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-based-policies.html */
const AGENTCORE_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['runtime', OF_RUNTIMES],
  ['runtime-endpoint', OF_RUNTIMES],
  ['gateway', ['InvokeGateway']],
  [
    'memory',
    [
      'GetMemory',
      'UpdateMemory',
      'DeleteMemory',
      'CreateEvent',
      'GetEvent',
      'DeleteEvent',
      'ListEvents',
      'ListActors',
      'ListSessions',
      'GetMemoryRecord',
      'ListMemoryRecords',
      'RetrieveMemoryRecords',
      'DeleteMemoryRecord',
      'BatchCreateMemoryRecords',
      'BatchUpdateMemoryRecords',
      'BatchDeleteMemoryRecords',
      'StartMemoryExtractionJob',
      'ListMemoryExtractionJobs',
    ],
  ],
]);

/** Bedrock's resources of a statement, where it names nothing else. */
export function onlyBedrock(statement: Statement, catalog: Catalog): readonly BedrockArn[] {
  const named = new Set<Value>(statement.resource?.values);
  const arns = bedrockArns(statement, catalog).filter(({ value }) => named.has(value));
  return arns.length === statement.resource?.values.length ? arns : [];
}

/** What the policies of a statement's resources support. */
export interface Supported {
  /** The type of its first resource. */
  readonly type: string;
  readonly prefix: 'bedrock' | 'bedrock-agentcore';
  /** The names of the actions; none where resources of the type bear no policy. */
  readonly actions: readonly string[];
}

/** What the policies of the statement's resources support; undefined where that is not known for all of them. */
export function supportedActions(statement: Statement, catalog: Catalog): Supported | undefined {
  const types = onlyBedrock(statement, catalog).map(({ type }) => type?.name ?? '');
  const [first] = types;
  if (first !== undefined) {
    if (!types.every((type) => BEDROCK_TYPES.get(type))) return undefined;
    const actions = [...new Set(types.flatMap((type) => BEDROCK_TYPES.get(type) ?? []))];
    return { type: first, prefix: 'bedrock', actions };
  }
  const agentcore = agentcoreTypes(statement, catalog);
  const [type] = agentcore;
  return type === undefined
    ? undefined
    : {
        type,
        prefix: 'bedrock-agentcore',
        actions: [...new Set(agentcore.flatMap((each) => AGENTCORE_TYPES.get(each) ?? []))],
      };
}

/** The types of AgentCore's resources of a statement, where it names nothing else. */
function agentcoreTypes({ resource }: Statement, catalog: Catalog): readonly string[] {
  const service = catalog.service('bedrock-agentcore');
  const types = arnValues(resource).flatMap(({ arn }) => {
    const [type] = service && arn.service.text === 'bedrock-agentcore' ? typesOf(service, arn) : [];
    return type ? [type.name] : [];
  });
  return types.length === resource?.values.length ? types : [];
}

/** Whether a statement is about guardrails and their profiles alone: bedrock-guardrail-sharing reports whom it names. */
export function isAboutGuardrails(statement: Statement, catalog: Catalog): boolean {
  const arns = onlyBedrock(statement, catalog);
  return arns.length > 0 && arns.every(({ type }) => type?.name === 'guardrail' || type?.name === 'guardrail-profile');
}

export const GUARDRAIL = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6';

export const everyone = '"Effect": "Allow", "Principal": { "AWS": "222233334444" }';
