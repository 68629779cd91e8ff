/** Files of YAML and Terraform that are made to be slow to read: each kind as a function of its size, in characters. */

export interface SlowFile {
  readonly path: string;
  write(size: number): string;
}

const repeated = (text: string, size: number): string => text.repeat(Math.ceil(size / text.length));
const numbered = (size: number, each: number, write: (index: number) => string): string =>
  Array.from({ length: Math.ceil(size / each) }, (_, index) => write(index)).join('');

const yaml = (write: (size: number) => string): SlowFile => ({ path: 'template.yaml', write });
const terraform = (write: (size: number) => string): SlowFile => ({ path: 'main.tf', write });

const inPolicy = (before: string, action: string): string =>
  `${before}Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n    Action: ${action}\n    Resource: "*"\n`;
const inValue = (value: string): string =>
  `resource "aws_iam_policy" "x" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${value} }] })\n}\n`;
const inDocument = (blocks: string): string =>
  `data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["a:b"]\n${blocks}  }\n}\n`;

export const SLOW_FILES: Readonly<Record<string, SlowFile>> = {
  'braces of templates': yaml((size) => inPolicy('x: 1\n', `"${repeated('{{', size)}"`)),
  'open references': yaml((size) => inPolicy('service: a\nprovider: b\n', `"${repeated('${self:', size)}"`)),
  aliases: yaml((size) => inPolicy('x: &a b:c\n', `[${repeated('*a, ', size)}]`)),
  anchors: yaml((size) => inPolicy(repeated('x: &a b\n', size), '*a')),
  'aliases of aliases': yaml((size) =>
    inPolicy(
      numbered(size, 24, (n) => `a${n}: &a${n} [*a${n - 1}, x]\n`),
      '*a9',
    ),
  ),
  'merge keys': yaml(
    (size) => `b: &b { Effect: Allow }\nVersion: "2012-10-17"\nStatement:\n${repeated('  - <<: *b\n', size)}`,
  ),
  'tags of templates': yaml(
    (size) => `Version: "2012-10-17"\nStatement:\n${repeated('  {{- if x }}\n  - Effect: {{ y }}\n', size)}`,
  ),
  'open interpolations': terraform((size) => inValue(repeated('"${', size))),
  'open interpolations in a heredoc': terraform((size) => inValue(`<<EOT\n${repeated('${', size)}\nEOT\n`)),
  'interpolations in each other': terraform((size) => inValue(repeated('"${', size / 2) + repeated('}"', size / 2))),
  'conditions with one operator': terraform((size) =>
    inDocument(
      repeated('    condition {\n      test = "Bool"\n      variable = "a:b"\n      values = ["c"]\n    }\n', size),
    ),
  ),
  'principals of one type': terraform((size) =>
    inDocument(repeated('    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }\n', size)),
  ),
  'inputs of modules': terraform(
    (size) =>
      `module "x" {\n  policy_statements = {\n${numbered(size, 46, (n) => `    a${n} = { actions = ["a:b"], resources = ["*"] }\n`)}  }\n}\n`,
  ),
  attachments: terraform((size) =>
    numbered(
      size,
      150,
      (n) =>
        `resource "aws_iam_role_policy_attachment" "x${n}" {\n  role       = aws_iam_role.r.name\n  policy_arn = aws_iam_policy.p${n}.arn\n}\n`,
    ),
  ),
};
