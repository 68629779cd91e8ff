/** Documents that are made to be slow: each kind as a function of its size, in characters. */
import { policy } from './policies.ts';

const list = (length: number, write: (index: number) => string): string =>
  Array.from({ length }, (_, index) => write(index)).join(',\n');
const quoted = (text: string) => JSON.stringify(text);
const allow = (more: string) => `{ "Effect": "Allow", ${more} }`;
const values = (length: number, write: (index: number) => string) => `[${list(length, (n) => quoted(write(n)))}]`;

/** A value of this text at each place of a statement where a string may stand. */
const everywhere = (text: string): string => {
  const value = quoted(text);
  const arn = quoted(`arn:aws:bedrock:us-east-1:222233334444:${text}`);
  return policy(
    [
      `{ "Sid": ${value}, "Effect": "Allow", "Principal": { "AWS": [${value}, ${arn}], "Service": ${value} }, "Action": [${value}, ${quoted(`bedrock:${text}`)}, ${quoted(`${text}:x`)}], "Resource": [${value}, ${arn}, ${quoted(`arn:${text}`)}], "Condition": { "StringLike": { ${quoted(`aws:${text}`)}: ${value}, "aws:PrincipalArn": ${arn}, "aws:SourceIp": ${value} }, ${value}: { "aws:x": ${value} }, "DateEquals": { "aws:CurrentTime": ${value} }, "IpAddress": { "aws:SourceIp": ${value} }, "NumericEquals": { "aws:MultiFactorAuthAge": ${value} }, "Bool": { "aws:SecureTransport": ${value} }, "ArnLike": { "bedrock:InferenceProfileArn": ${arn}, "bedrock:GuardrailIdentifier": ${arn} } } }`,
      `{ "Effect": "Deny", "NotAction": [${value}, ${quoted(`bedrock:${text}*`)}], "NotResource": [${value}, ${arn}] }`,
    ].join(','),
  );
};

const STRINGS = [
  'a',
  '*',
  '?',
  'a*',
  '*a?',
  '${',
  '${a}',
  '"',
  ' ',
  'a b ',
  ':',
  '/',
  '.',
  '-',
  ')',
  '(',
  '[',
  '{{',
  '<',
  '\\',
  '%',
  '0',
  '1.',
  'A',
  'aA',
  '\u0000',
  '😀',
  'foundation-model/',
  'arn:',
];

export const SLOW_DOCUMENTS: Readonly<Record<string, (size: number) => string>> = {
  ...Object.fromEntries(
    STRINGS.map((text) => [
      `strings of ${quoted(text)}`,
      (size: number) => everywhere(text.repeat(size / 10 / text.length)),
    ]),
  ),
  statements: (size) => policy(list(size / 80, (n) => allow(`"Action": "bedrock:Get${n}", "Resource": "*"`))),
  'equal statements': (size) =>
    policy(list(size / 80, () => allow(`"Action": "bedrock:InvokeModel", "Resource": "*"`))),
  'statements that deny': (size) =>
    policy(
      list(
        size / 150,
        (n) =>
          `{ "Sid": "S${n}", "Effect": "${n % 2 ? 'Allow' : 'Deny'}", "Action": "bedrock:*${n}*", "Resource": "arn:aws:bedrock:*:*:agent/*${n}*" }`,
      ),
    ),
  'statements that deny models': (size) =>
    policy(
      list(
        size / 150,
        (n) =>
          `{ "Sid": "S${n}", "Effect": "${n % 2 ? 'Allow' : 'Deny'}", "Action": "bedrock:Invoke*", "Resource": "arn:aws:bedrock:*::foundation-model/*${n}*" }`,
      ),
    ),
  'statements of a guardrail': (size) =>
    policy(
      list(
        size / 250,
        (n) =>
          `{ "Sid": "S${n}", "Effect": "${n % 2 ? 'Allow' : 'Deny'}", "Action": "bedrock:Invoke*", "Resource": "*", "Condition": { "${n % 2 ? 'StringEquals' : 'StringNotEquals'}": { "bedrock:GuardrailIdentifier": "arn:aws:bedrock:us-east-1:222233334444:guardrail/a${n}" } } }`,
      ),
    ),
  actions: (size) => policy(allow(`"Action": ${values(size / 20, (n) => `bedrock:Get*${n}`)}, "Resource": "*"`)),
  'denied actions': (size) => {
    const base = 10_000 * size; // names that no document of another size has: nothing that is kept of them helps
    return policy(
      `${allow(`"Action": ${values(size / 40, (n) => `bedrock:*e*${base + n}*`)}, "Resource": "*"`)}, { "Effect": "Deny", "Action": ${values(size / 40, (n) => `bedrock:*t*${base + n}*`)}, "Resource": "*" }`,
    );
  },
  'actions of services': (size) =>
    policy(allow(`"Action": ${values(size / 20, (n) => `s${n}:*Get*`)}, "Resource": "*"`)),
  'unknown actions': (size) =>
    policy(allow(`"Action": ${values(size / 30, (n) => `bedrock:InvokeModle${n}`)}, "Resource": "*"`)),
  'excepted actions': (size) =>
    policy(
      `{ "Effect": "Deny", "NotAction": ${values(size / 30, (n) => `bedrock:*I*${n}`)}, "NotResource": ${values(size / 60, (n) => `arn:aws:bedrock:*:*:*/${n}*`)} }`,
    ),
  resources: (size) =>
    policy(allow(`"Action": "bedrock:*", "Resource": ${values(size / 60, (n) => `arn:aws:bedrock:*:*:*a*${n}*`)}`)),
  models: (size) =>
    policy(
      allow(
        `"Action": "bedrock:Invoke*", "Resource": ${values(size / 70, (n) => `arn:aws:bedrock:*::foundation-model/anthropic.claude-${n}`)}`,
      ),
    ),
  profiles: (size) =>
    policy(
      allow(
        `"Action": "bedrock:Invoke*", "Resource": ${values(size / 90, (n) => `arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.anthropic.claude-${n}`)}`,
      ),
    ),
  'profiles in statements': (size) =>
    policy(
      list(size / 170, (n) =>
        allow(
          `"Action": "bedrock:Invoke*", "Resource": "arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.anthropic.claude-${n}"`,
        ),
      ),
    ),
  'known profiles': (size) =>
    policy(
      allow(
        `"Action": "bedrock:Invoke*", "Resource": ${values(size / 90, (n) => `arn:aws:bedrock:us-east-${(n % 2) + 1}:22223333${1000 + n}:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0`)}`,
      ),
    ),
  'keys of conditions': (size) =>
    policy(
      allow(
        `"Action": "bedrock:*", "Resource": "*", "Condition": { "StringEquals": { ${list(size / 30, (n) => `"aws:PrincipalTag/a${n}": "x"`)} } }`,
      ),
    ),
  'unknown keys of conditions': (size) =>
    policy(
      allow(
        `"Action": "bedrock:*", "Resource": "*", "Condition": { "StringEquals": { ${list(size / 30, (n) => `"bedrock:Guardrial${n}": "x"`)} } }`,
      ),
    ),
  'operators of conditions': (size) =>
    policy(
      allow(
        `"Action": "bedrock:*", "Resource": "*", "Condition": { ${list(size / 50, (n) => `"StringEqualss${n}": { "aws:SourceIp": "x" }`)} }`,
      ),
    ),
  'equal operators': (size) =>
    policy(
      allow(
        `"Action": "bedrock:*", "Resource": "*", "Condition": { ${list(size / 50, (n) => `"StringEquals": { "aws:SourceAccount": "${n}" }`)} }`,
      ),
    ),
  'values of a condition': (size) =>
    policy(
      allow(
        `"Action": "bedrock:*", "Resource": "*", "Condition": { "StringLike": { "aws:PrincipalArn": ${values(size / 70, (n) => `arn:aws:iam::*:role/*a*${n}`)}, "aws:userid": ${values(size / 70, (n) => `*a*${n}*`)} } }`,
      ),
    ),
  addresses: (size) =>
    policy(
      allow(
        `"Action": "bedrock:*", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": ${values(size / 20, (n) => `10.${n % 256}.${n >> 8}.0/${8 + (n % 20)}`)} } }`,
      ),
    ),
  principals: (size) =>
    policy(
      `{ "Effect": "Allow", "Principal": { "AWS": ${values(size / 60, (n) => `arn:aws:iam::222233334444:role/r${n}`)}, "Service": ${values(size / 60, (n) => `s${n}.amazonaws.com`)} }, "Action": "sts:AssumeRole" }`,
    ),
  'elements of a statement': (size) => policy(`{ ${list(size / 20, (n) => `"Action${n}": "x"`)} }`),
  'equal elements': (size) => policy(`{ ${list(size / 20, () => '"Action": "bedrock:X"')} }`),
  policies: (size) => `[${list(size / 130, (n) => policy(allow(`"Action": "bedrock:Get${n}", "Resource": "*"`)))}]`,
  'policies of a template': (size) =>
    `{ "Resources": { ${list(size / 200, (n) => `"R${n}": { "Type": "AWS::IAM::Role", "Properties": { "PolicyDocument": ${policy(allow(`"Action": "bedrock:Get${n}", "Resource": "*"`))} } }`)} } }`,
  'JSON lines': (size) =>
    list(size / 130, (n) => policy(allow(`"Action": "bedrock:Get${n}", "Resource": "*"`))).replaceAll(',\n', '\n'),
  'open brackets': (size) => `{ "Version": "2012-10-17", "Statement": ${'['.repeat(size)}`,
  'open braces': (size) => `{ "Version": "2012-10-17", "Statement": [{ "Condition": ${'{"a":'.repeat(size / 5)}`,
  'deep values': (size) => policy(list(size / 400, () => `{ "Action": ${'['.repeat(190)}"a"${']'.repeat(190)} }`)),
  comments: (size) =>
    policy(list(size / 90, (n) => `// ${n}\n${allow(`"Action": "bedrock:Get${n}", /* "a" */ "Resource": "*",`)}`)),
  'exceptions in comments, one a statement': (size) =>
    policy(
      list(
        size / 150,
        (n) =>
          `\n// bedrock-policy-ignore invalid-action: ${n}\n${allow(`"Action": "bedrock:Nope${n}", "Resource": "*"`)}`,
      ),
    ),
  'exceptions in comments, all above one statement': (size) =>
    policy(`${'\n// bedrock-policy-ignore invalid-action: x'.repeat(size / 42)}\n${allow('"Action": "bedrock:Nope"')}`),
  blanks: (size) => `${' '.repeat(size)}${policy('')}`,
  garbage: (size) => `{ "Version": "2012-10-17" ${'} { ] ['.repeat(size / 7)}`,
};
