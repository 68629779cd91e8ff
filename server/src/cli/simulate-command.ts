/** `bedrock-policy simulate`: would this call be allowed, and why not? */
import { readTextFile } from '../files/read-text.ts';
import {
  ACCESS_KINDS,
  type AnsweredCall,
  type CallInput,
  CallProblem,
  type Evaluation,
  explanation,
  headline,
  type RequestContext,
  withFollowingKeys,
} from '../service.ts';
import { type LoadedFile, type LoadedPolicies, loadFile, placeText, together } from './applied-policies.ts';
import { type CommandHost, oneOf } from './command.ts';
import { loadConfig } from './config.ts';
import { readFlags } from './flags.ts';
import { writeTo } from './output.ts';
import { fileName, oneLine, printableJson } from './printing.ts';
import { answersTo, isFault } from './simulate-input.ts';
import { UsageError } from './usage.ts';

const text = { type: 'string' } as const;
const FLAGS = {
  input: text,
  format: text,
  kind: text,
  config: text,
  call: text,
  action: text,
  resource: text,
  principal: text,
  context: { type: 'string', multiple: true },
  absent: { type: 'string', multiple: true },
  'other-keys': text,
  model: text,
  'with-model': { type: 'string', multiple: true },
  region: text,
  account: text,
  guardrail: text,
  'guardrail-profile': text,
  'knowledge-base': text,
  agent: text,
  flow: text,
  role: text,
  reranker: text,
  'api-key': text,
  project: text,
  runtime: text,
  'service-tier': text,
} as const;

/**
 * Runs the command and gives its exit code: 0 where there is an answer, whichever; 2 where an entry of an input file is wrong.
 * Throws UsageError for wrong flags, Error where a file cannot be read, or says what it must not.
 */
export async function simulateCommand(argv: readonly string[], host: CommandHost): Promise<number> {
  const { service, output, errors } = host;
  const { values, positionals } = readFlags(argv, FLAGS);
  const format = oneOf('--format', values.format ?? 'text', ['text', 'json'] as const);
  if (values.input !== undefined) {
    if (positionals.length > 0 || values.call !== undefined || values.action !== undefined)
      throw new UsageError('--input holds policies and requests: leave out paths, --call and --action.');
    const answers = answersTo((await readTextFile(values.input)).text, service);
    const lines = answers.map((answer) =>
      oneLine(
        isFault(answer) ? `error: ${answer.error}` : [answer.verdict, ...answer.keys, ...answer.reasons].join(' '),
      ),
    );
    await writeTo(output, format === 'json' ? printableJson(answers) : `${lines.join('\n')}\n`);
    const faults = answers.filter(isFault);
    for (const { error } of faults) await writeTo(errors, `${fileName(`bedrock-policy: ${error}`)}\n`);
    return faults.length > 0 ? 2 : 0;
  }
  if (positionals.length === 0)
    throw new UsageError(
      'Say which policies to ask, such as: bedrock-policy simulate agent.json --call Converse --model amazon.nova-lite-v1:0 --region eu-west-1',
    );
  const kind = values.kind === undefined ? undefined : oneOf('--kind', values.kind, ACCESS_KINDS);
  const config = await loadConfig(values.config);
  const files: LoadedFile[] = [];
  for (const file of positionals) files.push(await loadFile({ file, kind }, config));
  const loaded = together(files);
  const context = contextOf(values.context ?? [], values.absent ?? []);
  const otherKeys = oneOf('--other-keys', values['other-keys'] ?? 'unknown', ['unknown', 'absent'] as const);
  const calling = { principal: values.principal, otherKeys, context };
  for (const note of [...loaded.warnings, ...loaded.notes])
    await writeTo(errors, `${fileName(`bedrock-policy: ${note}`)}\n`);

  if (values.call !== undefined) {
    if (values.action !== undefined) throw new UsageError('Give --call or --action, not both.');
    const answered = callOf(values.call, inputOf(values, config.options.defaultAccount, config.options.defaultRegion));
    await writeTo(output, format === 'json' ? jsonCall(answered, loaded) : textCall(values.call, answered, loaded));
    return 0;
  }
  if (values.action === undefined)
    throw new UsageError(
      'Say what is asked: --call Converse --model ID --region R, or --action bedrock:InvokeModel --resource ARN.',
    );
  if (!values.action.includes(':'))
    throw new UsageError(`--action is "${values.action}". Write it as bedrock:InvokeModel.`);
  const request = withFollowingKeys({ action: values.action, resource: values.resource ?? '*', ...calling });
  const evaluation = service.evaluate(loaded.policies, request);
  await writeTo(
    output,
    format === 'json' ? printableJson([jsonAnswer(evaluation, loaded)]) : textAnswer(evaluation, '', loaded, ''),
  );
  return 0;

  function callOf(operation: string, input: CallInput): AnsweredCall {
    try {
      return service.simulateCall(loaded.policies, operation, input, calling);
    } catch (error) {
      if (error instanceof CallProblem) throw new UsageError(error.message);
      throw error;
    }
  }
}

type Values = ReturnType<typeof readFlags<typeof FLAGS>>['values'];

/** What the flags name, with the account of the caller where none is named. */
function inputOf(values: Values, account: string | undefined, region: string | undefined): CallInput {
  const key = values['api-key'];
  const owner = values.account ?? /:(\d{12}):/.exec(values.principal ?? '')?.[1] ?? account;
  const given: Record<string, unknown> = {
    model: values.model,
    region: values.region ?? region,
    account: owner,
    guardrail: values.guardrail,
    guardrailProfile: values['guardrail-profile'],
    knowledgeBase: values['knowledge-base'],
    agent: values.agent,
    flow: values.flow,
    role: values.role,
    reranker: values.reranker,
    apiKey: key === undefined ? undefined : oneOf('--api-key', key, ['short', 'long'] as const),
    models: values['with-model'],
    project: values.project,
    runtime: values.runtime,
    serviceTier: values['service-tier'],
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ''),
  ) as CallInput;
}

/** `KEY=VALUE`, the same key several times for several values. */
function contextOf(pairs: readonly string[], absent: readonly string[]): RequestContext {
  const context: Record<string, string[] | null> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1)
      throw new UsageError(`--context is "${pair}". Write it as KEY=VALUE, such as aws:PrincipalTag/team=ai.`);
    const key = pair.slice(0, equals);
    context[key] = [...(context[key] ?? []), pair.slice(equals + 1)];
  }
  for (const key of absent) context[key] = null;
  return context;
}

function textAnswer(evaluation: Evaluation, what: string, loaded: LoadedPolicies, indent: string): string {
  const lines = explanation(evaluation, loaded.policies, placeText(loaded));
  return [headline(evaluation, what), ...lines.map((line) => `  ${line}`)]
    .map((line) => `${indent}${oneLine(line)}\n`)
    .join('');
}

function textCall(operation: string, { verdict, parts }: AnsweredCall, loaded: LoadedPolicies): string {
  const needed = parts.filter(({ part }) => part.sureness === 'needed');
  const failing = needed.filter(({ evaluation }) => evaluation?.verdict !== 'allowed').length;
  const summary = `${operation}: ${verdict === 'allowed' ? 'allowed' : verdict === 'depends' ? 'depends' : 'denied'} (${needed.length} ${needed.length === 1 ? 'request is' : 'requests are'} authorized${failing > 0 ? `, ${failing} not allowed for certain` : ''})\n`;
  const answers = parts.map(({ part, evaluation }) => {
    if (!evaluation)
      return `  · ${oneLine(`${part.action} on ${part.resource} (${part.what}) is asked of the service role: its policies are not looked at`)}\n`;
    const what = part.sureness === 'needed' ? part.what : `${part.what}; ${part.sureness}`;
    return textAnswer(evaluation, what, loaded, '  ');
  });
  return `${oneLine(summary.trimEnd())}\n${answers.join('')}`;
}

function jsonAnswer({ verdict, keys, reasons, missing, decidedBy, point }: Evaluation, { placeOf }: LoadedPolicies) {
  return {
    verdict,
    keys,
    decidedBy: decidedBy.map(({ applied, statement, index, effect }) => ({
      ...placeOf(applied, statement),
      statement: index,
      kind: applied.kind,
      effect,
      ...(statement.sid?.kind === 'string' && { sid: statement.sid.text }),
    })),
    reasons,
    missing: missing.map(({ name }) => name),
    action: point.action,
    resource: point.resource,
  };
}

const jsonCall = ({ verdict, parts }: AnsweredCall, loaded: LoadedPolicies): string =>
  printableJson({
    verdict,
    requests: parts.map(({ part: { what, sureness, page, action, resource }, evaluation }) => ({
      ...(evaluation ? jsonAnswer(evaluation, loaded) : { action, resource }),
      what,
      sureness,
      documentation: page,
    })),
  });
