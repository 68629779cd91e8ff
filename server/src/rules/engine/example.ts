/** Short ways to write the examples of rules: each fills up a policy that has nothing wrong but what is shown. */
import type { PolicyKind } from '../../policy/kind.ts';
import type { Example } from './rule.ts';

/** A whole document, as written. */
export const document = (text: string, kind?: PolicyKind): Example => (kind ? { text, kind } : { text });

/** A policy of these statements, each the inside of a JSON object. */
export function statements(...bodies: readonly string[]): Example {
  return { text: wrap(bodies) };
}

/** The same as `statements`, for a kind that does not follow from the content. */
export function statementsOf(kind: PolicyKind, ...bodies: readonly string[]): Example {
  return { text: wrap(bodies), kind };
}

const wrap = (bodies: readonly string[]) =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n${bodies.map((body) => `    { ${body} }`).join(',\n')}\n  ]\n}`;

/** An identity policy that allows one action on everything. */
export const action = (name: string): Example => statements(`"Effect": "Allow", "Action": "${name}", "Resource": "*"`);

/** An identity policy that allows the action `name` on `arn`. */
export const resource = (arn: string, name = 'bedrock:InvokeModel*'): Example =>
  statements(`"Effect": "Allow", "Action": "${name}", "Resource": "${arn}"`);

/** An identity policy that allows InvokeModel on all models under a condition (the inside of the object). */
export const condition = (body: string, name = 'bedrock:InvokeModel*'): Example =>
  statements(`"Effect": "Allow", "Action": "${name}", "Resource": "*", "Condition": { ${body} }`);

/** A role's trust policy with one statement; `principal` is JSON, `more` follows the action. */
export const trust = (principal: string, action = 'sts:AssumeRole', more = ''): Example =>
  document(
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": ${principal}, "Action": "${action}"${more} }] }`,
    'trust',
  );

/** A resource-based policy with one statement, the inside of a JSON object. */
export const onResource = (statement: string): Example =>
  document(`{ "Version": "2012-10-17", "Statement": [{ ${statement} }] }`, 'resource');
