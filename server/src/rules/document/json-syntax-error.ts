import type { PolicyWriter } from '../../hosts/writer.ts';
import { question } from '../../iam/answers.ts';
import { table } from '../../patterns/table.ts';
import { kindOf } from '../../policy/data.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const ADVICE = table<string>({
  CommaExpected: 'A comma is missing before this.',
  ColonExpected: 'A colon is missing after the name.',
  ValueExpected: 'A value is missing here.',
  PropertyNameExpected: 'A name in double quotes is missing here.',
  CloseBraceExpected: 'A closing brace } is missing.',
  CloseBracketExpected: 'A closing bracket ] is missing.',
  EndOfFileExpected: 'The document ends before this: remove what follows, or join the two.',
  UnexpectedEndOfString: 'The string is not closed: add a double quote.',
  InvalidEscapeCharacter: 'This escape is not known to JSON. Write \\\\ for a backslash.',
  InvalidCharacter: 'This character is not allowed in a JSON string.',
  InvalidSymbol: 'This is not a JSON value. Put text in double quotes.',
  InvalidNumberFormat: 'This is not a JSON number.',
  InvalidUnicode: 'This Unicode escape is not complete: \\u and four hexadecimal digits.',
});

/** IAM takes plain JSON (RFC 7159): neither comments nor trailing commas. */
export const jsonSyntaxError = defineRule({
  id: 'json-syntax-error',
  category: 'grammar',
  severity: 'error',
  summary: 'The policy is not plain JSON.',
  explanation:
    'IAM parses policies as plain JSON: every brace closed, every name in double quotes, no comments and no comma after the last element. Where the editor itself reports syntax errors, this rule reports only what the editor does not: comments and trailing commas in documents of the language JSON with Comments, once for each document.',
  reference: accessAnalyzer('error', 'json-syntax-error'),
  fixes: { safe: 'A comma after the last element has no meaning.', suggested: 'Comments are lost.' },
  bad: [
    document(
      '{\n  "Version": "2012-10-17",\n  ⟦// the one statement⟧\n  "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }\n}',
    ),
    document(
      '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"⟦,⟧ }\n}',
    ),
  ],
  good: document(
    '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }\n}',
  ),
  *checkDocument(policyDocument, context) {
    if (!context.jsonSyntaxElsewhere) {
      for (const problem of policyDocument.problems) {
        yield finding(problem, `${ADVICE[problem.message] ?? 'This is not JSON.'} IAM refuses the policy as it is.`);
      }
    }
    if (!context.commentsElsewhere) yield* commentsAndCommas(policyDocument, context.writer);
  },
});

/** What may begin a comment, or be a trailing comma, outside of a string. */
const SUSPECT = /\/[/*]|,\s*[\]}]/;

const STRING_OR_SUSPECT = /"(?:[^"\\\r\n]|\\.)*"?|\/[/*]|,\s*[\]}]/g;

function isPlain(text: string): boolean {
  if (!SUSPECT.test(text)) return true;
  for (const [piece] of text.matchAll(STRING_OR_SUSPECT)) if (piece[0] !== '"') return false;
  return true;
}

const isPlainStatement = question(({ text }) => isPlain(text));

/** Whether there is certainly neither a comment nor a trailing comma. Most text is in statements, whose answers are kept. */
function isPlainDocument({ text, policies }: PolicyDocument): boolean {
  let at = 0;
  let around = '';
  for (const { statements } of policies) {
    for (const statement of statements) {
      if (!isPlainStatement(statement)) return false;
      around += `${text.slice(at, statement.span.start)}{}`;
      at = statement.span.end;
    }
  }
  return isPlain(around + text.slice(at));
}

function* commentsAndCommas(policyDocument: PolicyDocument, writer: PolicyWriter) {
  const { root, policies } = policyDocument;
  if (policies[0]?.data !== root && !(root && kindOf(root) === 'list')) return; // a template's reader may well take comments
  if (isPlainDocument(policyDocument)) return;
  const { comments, commas } = writer.beyondJson();
  const [first] = [...comments, ...commas].toSorted((a, b) => a.span.start - b.span.start);
  if (!first) return;
  const what = comments.length === 0 ? 'a comma after the last element' : 'comments';
  const result = finding(first, `IAM refuses ${what}: the document must be plain JSON before it is deployed.`).as(
    'information',
  );
  yield comments.length === 0
    ? result.fix(
        'Remove all trailing commas',
        commas.map(({ removal }) => removal),
      )
    : result.suggest(
        'Remove all comments and trailing commas',
        [...comments, ...commas].map(({ removal }) => removal),
      );
}
