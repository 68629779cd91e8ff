/**
 * Reads denied calls out of JSON: events of CloudTrail, and messages that sts:DecodeAuthorizationMessage has decoded.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
import { bedrockOperation } from '../catalog/bedrock-operations.ts';
import { splitProfile } from '../catalog/models.ts';
import { modelArn, profileArn } from '../iam/profiles.ts';

/** A denied call. */
export interface DeniedEvent {
  /** The event as JSON. */
  readonly text: string;
  /** AWS's message, where the event has one. */
  readonly message: string | undefined;
  readonly principal: string | undefined;
  readonly action: string;
  /** `*` where the event names none. */
  readonly resource: string;
  readonly isExplicit: boolean | undefined;
}

/** The fields that are read, of whatever they hold. */
type Fields = Readonly<Partial<Record<Field, unknown>>>;
type Field =
  | (typeof AROUND)[number]
  | 'eventSource'
  | 'eventName'
  | 'errorCode'
  | 'errorMessage'
  | 'userIdentity'
  | 'accountId'
  | 'arn'
  | 'awsRegion'
  | 'recipientAccountId'
  | 'requestParameters'
  | 'resources'
  | 'ARN'
  | 'allowed'
  | 'explicitDeny'
  | 'context'
  | 'principal'
  | 'action'
  | 'resource';

/** Where events stand: in a file of CloudTrail, in answers of the command line, and in events of EventBridge. */
const AROUND = ['Records', 'Events', 'CloudTrailEvent', 'detail', 'DecodedMessage'] as const;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** The denied calls of a text that is JSON, or that has JSON behind the beginning of a line of a log; empty for other texts. */
export function readEvents(text: string): readonly DeniedEvent[] {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return start < 0 ? [] : [...eventsIn(parsed(text.slice(start, end + 1)))];
}

function* eventsIn(value: unknown): Generator<DeniedEvent> {
  if (Array.isArray(value)) for (const each of value) yield* eventsIn(each);
  if (!isFields(value)) return;
  const event = trailEvent(value) ?? decodedMessage(value);
  if (event) yield event;
  else for (const name of AROUND) yield* eventsIn(typeof value[name] === 'string' ? parsed(value[name]) : value[name]);
}

/** The value of a JSON text; undefined for any other text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function trailEvent(event: Fields): DeniedEvent | undefined {
  const source = textOf(event.eventSource);
  const name = textOf(event.eventName);
  const error = textOf(event.errorCode);
  if (!source || !name || !error || !/AccessDenied|Unauthorized|Forbidden/i.test(error)) return undefined;
  const prefix = source.split('.', 1)[0] ?? '';
  const operation = prefix === 'bedrock' ? bedrockOperation(name) : undefined;
  return {
    text: JSON.stringify(event),
    message: textOf(event.errorMessage),
    principal: textOf(fieldsOf(event.userIdentity).arn),
    action: `${prefix}:${operation?.actions[0] ?? name}`,
    resource: resourceOf(event),
    isExplicit: undefined,
  };
}

/** The ARN among the event's resources or parameters; a model or profile that is named by its id gets its ARN. */
function resourceOf(event: Fields): string {
  const listed = event.resources;
  const arns = Array.isArray(listed) ? listed.map((each) => textOf(fieldsOf(each).ARN)) : [];
  const parameters = Object.entries(event.requestParameters ?? {});
  const [arn] = [...arns, ...parameters.map(([, value]) => textOf(value))].filter((each) => each?.startsWith('arn:'));
  if (arn !== undefined) return arn;
  const model = parameters.find(([name]) => name === 'modelId')?.[1];
  const region = textOf(event.awsRegion);
  if (typeof model !== 'string' || !region) return '*';
  const account = textOf(event.recipientAccountId) ?? textOf(fieldsOf(event.userIdentity).accountId);
  return splitProfile(model) ? profileArn(model, region, account ?? '', 'aws') : modelArn(model, region, 'aws');
}

function decodedMessage(decoded: Fields): DeniedEvent | undefined {
  const context = fieldsOf(decoded.context);
  const action = textOf(context.action);
  if (decoded.allowed !== false || action === undefined) return undefined;
  return {
    text: JSON.stringify(decoded),
    message: undefined,
    principal: textOf(fieldsOf(context.principal).arn),
    action,
    resource: textOf(context.resource) ?? '*',
    isExplicit: decoded.explicitDeny === true,
  };
}
