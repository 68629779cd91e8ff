/** A whole statement in one plain sentence: what it allows or denies, on what, and when. */

import type { Catalog, ResourceType, Service } from '../catalog/catalog.ts';
import { typesOf } from '../catalog/resources.ts';
import { readAction } from '../iam/actions.ts';
import { hasAction, INFERENCE_ACTIONS } from '../iam/allowed.ts';
import { hasWildcard, isEverything } from '../iam/arns.ts';
import { type Condition, conditions, literals, stringValues } from '../iam/conditions.ts';
import { brief } from '../model/printable.ts';
import { parseArn } from '../patterns/arn.ts';
import { table } from '../patterns/table.ts';
import { plainOf } from '../policy/data.ts';
import { isFullyKnown, type Statement, strings } from '../policy/statement.ts';

/** How many names a sentence lists; of the others it gives the number. */
const NAMED = 3;

/** Plain text, without Markdown. Undefined where effect or action is missing. */
export function statementSentence(statement: Statement, catalog: Catalog): string | undefined {
  const effect = statement.effect?.text;
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  const actions = actionPhrase(statement, catalog);
  if (!actions) return undefined;
  const parts = [
    whoPhrase(statement, effect),
    actions,
    resourcePhrase(statement, catalog),
    ...conditions(statement).map(conditionPhrase),
  ];
  return `${parts.filter((part) => part !== '').join(' ')}.`;
}

/** `a`, `a and b`, `a, b, c and 4 more`. */
export function enumerate(names: readonly string[], more = 'more', last = 'and'): string {
  const shown = names.length > NAMED + 1 ? names.slice(0, NAMED) : names;
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} ${more}`] : shown;
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}` : (all[0] ?? '');
}

/** The same for texts of the document, which may be long. */
const named = (texts: readonly string[], more?: string, last?: string): string =>
  enumerate(texts.map(brief), more, last);

function whoPhrase({ principal, notPrincipal }: Statement, effect: 'Allow' | 'Deny'): string {
  const verb = effect === 'Allow' ? 'Allows' : 'Denies';
  const element = principal ?? notPrincipal;
  if (!element) return verb;
  const principals = [
    ...(element.bare?.kind === 'string' ? [element.bare.text] : []),
    ...element.types.flatMap((list) => strings(list).map(({ text }) => text)),
  ].map(principalName);
  const who = principals.length === 0 ? 'the principals' : named(principals);
  return notPrincipal ? `${verb} everyone except ${who}` : `${verb} ${who}`;
}

function principalName(text: string): string {
  if (text === '*') return 'everyone';
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
  if (account) return `account ${account}`;
  const arn = parseArn(text);
  return arn ? arn.resource.text.replace('/', ' ') : text;
}

function actionPhrase(statement: Statement, catalog: Catalog): string {
  const { action, notAction } = statement;
  const list = action ?? notAction;
  const values = strings(list);
  if (!list || values.length === 0) return '';
  const names = values.map(({ text }) => text);
  if (notAction) return `every action except ${named(names)}`;
  const inference = inferencePhrase(statement, names);
  const isInference = (text: string) => /^bedrock:InvokeModel(\*|WithResponseStream)?$/i.test(text);
  const others = inference ? values.filter(({ text }) => !isInference(text)) : values;
  const phrases = others.map((value) => {
    if (isEverything(value.text)) return 'every action of every service';
    const name = readAction(value);
    const service = name && catalog.service(name.prefix);
    if (!name || !service || !hasWildcard(name.name)) return value.text;
    if (isEverything(name.name)) return `every action of ${service.name}`;
    const matched = service.expand(name.name);
    const count = matched.length;
    const types = typesNamed(statement, service);
    const applying = types
      ? matched.filter(({ resources }) => resources.some(({ type }) => types.has(type))).length
      : count;
    if (applying < count) return `${value.text} (${applying} of its ${count} actions)`;
    return `${value.text} (${count} ${count === 1 ? 'action' : 'actions'})`;
  });
  const all = named([...(inference ? [inference] : []), ...phrases], 'more actions');
  return isFullyKnown(list) ? all : `${all} and others that a template fills in`;
}

/** The resource types of a service that the statement names; undefined where it names every resource, or unknown ones. */
function typesNamed({ resource }: Statement, service: Service): ReadonlySet<ResourceType> | undefined {
  if (!resource || !isFullyKnown(resource)) return undefined;
  const types = new Set<ResourceType>();
  for (const { text } of strings(resource)) {
    const arn = parseArn(text);
    if (!arn || isEverything(text)) return undefined;
    for (const type of typesOf(service, arn)) types.add(type);
  }
  return types;
}

/** Inference has two actions, which readers know as streaming or not. */
function inferencePhrase(statement: Statement, names: readonly string[]): string | undefined {
  if (!names.some((name) => /^bedrock:InvokeModel/i.test(name))) return undefined;
  const [plain, streaming] = INFERENCE_ACTIONS.map((action) => hasAction(statement, action));
  if (plain && streaming) return 'streaming and non-streaming inference';
  if (streaming) return 'streaming inference';
  return plain ? 'inference without streaming' : undefined;
}

const RESOURCE_WORDS = table<string>({
  'foundation-model': 'model',
  'inference-profile': 'profile',
  'application-inference-profile': 'application profile',
});

function resourcePhrase({ resource, notResource }: Statement, catalog: Catalog): string {
  const list = resource ?? notResource;
  if (!list) return '';
  const texts = strings(list).map(({ text }) => text);
  const except = notResource ? 'every resource except ' : '';
  if (texts.length === 0) return isFullyKnown(list) ? '' : 'on resources that are not known here';
  if (!notResource && texts.some((text) => isEverything(text))) return 'on every resource';
  const phrases = [...new Set(texts.map((text) => arnPhrase(text, catalog)))];
  return `on ${except}${named(phrases)}`;
}

function arnPhrase(text: string, catalog: Catalog): string {
  const arn = parseArn(text);
  if (!arn) return text;
  const id = arn.resourceId?.text;
  const word = RESOURCE_WORDS[arn.resourceType.text] ?? arn.resourceType.text;
  const service = catalog.service(arn.service.text);
  const what = isEverything(arn.resource.text)
    ? `everything of ${service?.name ?? arn.service.text}`
    : id === undefined
      ? arn.resource.text
      : namePhrase(word, id);
  const region =
    arn.region.text === '' || service === undefined
      ? ''
      : isEverything(arn.region.text)
        ? arn.service.text.startsWith('bedrock')
          ? ' in every Region'
          : ''
        : ` in ${arn.region.text}`;
  return `${what}${region}`;
}

const PROVIDERS = table<string>({ ai21: 'AI21', openai: 'OpenAI', deepseek: 'DeepSeek' });

function namePhrase(word: string, id: string): string {
  if (isEverything(id)) return `every ${word}`;
  const [, provider] = /^([a-z0-9]+)\.\*$/.exec(id) ?? [];
  if (word === 'model' && provider)
    return `every ${PROVIDERS[provider] ?? provider.charAt(0).toUpperCase() + provider.slice(1)} model`;
  return `${word} ${id}`;
}

const THROUGH = table<string>({
  'bedrock:inferenceprofilearn': 'when called through',
  'bedrock:promptrouterarn': 'when called through',
  'bedrock:guardrailidentifier': 'with',
  'aws:requestedregion': 'in Region',
});

function conditionPhrase(entry: Condition): string {
  const { meaning, name, key } = entry;
  const values = literals(entry).map((value) => (value.kind === 'string' ? value.text : String(plainOf(value.data))));
  if (!meaning) return '';
  const isAbsent = meaning.family === 'Null' && values[0] === 'true';
  if (meaning.family === 'Null') return `when ${brief(key.text)} ${isAbsent ? 'is absent' : 'is present'}`;
  if (values.length === 0) return `on a condition for ${brief(key.text)} that is not known here`;
  const shown = named(
    stringValues(entry).length > 0
      ? values.map((value) => parseArn(value)?.resource.text.replace('/', ' ') ?? value)
      : values,
    'more',
    'or',
  );
  const absent = meaning.ifExists ? ' or absent' : '';
  const through = THROUGH[name];
  if (through) return `${meaning.negated ? 'unless' : ''} ${through} ${shown}${absent}`.trim();
  return `when ${brief(key.text)} ${relation(meaning.base, meaning.negated, meaning.wildcards)} ${shown}${absent}`;
}

function relation(base: string, negated: boolean, wildcards: boolean): string {
  if (base.includes('LessThan')) return base.endsWith('Equals') ? 'is at most' : 'is less than';
  if (base.includes('GreaterThan')) return base.endsWith('Equals') ? 'is at least' : 'is more than';
  if (base.includes('IpAddress')) return negated ? 'lies outside' : 'lies in';
  if (wildcards) return negated ? 'does not match' : 'matches';
  return negated ? 'is not' : 'is';
}
