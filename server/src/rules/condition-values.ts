/** Values of conditions: the right type for operator and key. */

import type { KeyType } from '../catalog/catalog.ts';
import { isMultivalued, keyType } from '../catalog/condition-keys.ts';
import { Copy } from '../hosts/writer.ts';
import { isAllow } from '../iam/allowed.ts';
import { conditions, literals, stringValues, withoutEscapes } from '../iam/conditions.ts';
import { isDate, isEpoch } from '../iam/dates.ts';
import { parseIpRange } from '../iam/ip-ranges.ts';
import { nearest } from '../iam/nearest.ts';
import { patternOperator, withBase } from '../iam/operators.ts';
import { holdsVariable } from '../iam/variables.ts';
import { parseArn } from '../patterns/arn.ts';
import { nodeSpan } from '../policy/json.ts';
import type { OperatorFamily } from '../policy/operators.ts';
import { isFullyKnown, strings } from '../policy/statement.ts';
import { condition } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

const FAMILY_OF_TYPE: Readonly<Record<KeyType, OperatorFamily>> = {
  String: 'String',
  ArrayOfString: 'String',
  ARN: 'Arn',
  ArrayOfARN: 'Arn',
  Bool: 'Bool',
  ArrayOfBool: 'Bool',
  Numeric: 'Numeric',
  Date: 'Date',
  IPAddress: 'IpAddress',
  Binary: 'Binary',
};

/** Comparing an ARN as a string is done in AWS's own pages; StringLike on an ARN has its own rule. A date may be a number. */
const TOLERATED: ReadonlySet<string> = new Set([
  'ARN String',
  'ArrayOfARN String',
  'Date Numeric',
  'Numeric Date',
  'Binary String',
  'String Arn',
  'ArrayOfString Arn',
]);

/** The operator of a family that asks for equality, and its opposite. */
const OPERATOR_OF_FAMILY: ReadonlyMap<OperatorFamily, { readonly plain: string; readonly negated?: string }> = new Map([
  ['String', { plain: 'StringEquals', negated: 'StringNotEquals' }],
  ['Arn', { plain: 'ArnLike', negated: 'ArnNotLike' }],
  ['Bool', { plain: 'Bool' }],
  ['IpAddress', { plain: 'IpAddress', negated: 'NotIpAddress' }],
]);

/** Whether an operator of the family takes this value: IAM refuses what it cannot read. */
function isReadAs(family: OperatorFamily, text: string): boolean {
  if (family === 'Bool') return /^(true|false)$/i.test(text);
  return family !== 'IpAddress' || parseIpRange(text) !== undefined;
}

export const typeMismatch = defineRule({
  id: 'type-mismatch',
  category: 'effect',
  severity: 'warning',
  summary: 'The operator does not fit the type of the condition key.',
  explanation:
    'Each key has a type, and the operators of another type do not compare it as it is meant. An ARN compared as a string is let pass, since AWS’s own pages do so.',
  reference: accessAnalyzer('general-warning', 'type-mismatch'),
  fixes: { suggested: 'The condition is compared in another way, and holds for other requests.' },
  bad: condition('"⟦StringEquals⟧": { "aws:SecureTransport": "true" }'),
  good: condition('"Bool": { "aws:SecureTransport": "true" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator, key } = entry;
      const type = keyType(key.text, catalog);
      if (!meaning || !type || meaning.family === 'Null') continue;
      const family = FAMILY_OF_TYPE[type];
      if (family === undefined || family === meaning.family || TOLERATED.has(`${type} ${meaning.family}`)) continue;
      const result = finding(
        operator,
        `${key.text} is of type ${type}, which ${operator.text} does not compare as it is meant. Use an operator for ${type}.`,
      );
      const opposite = OPERATOR_OF_FAMILY.get(family);
      const base = meaning.negated ? opposite?.negated : opposite?.plain;
      if (base && literals(entry).every(({ text }) => isReadAs(family, text))) {
        const better = withBase(meaning, base);
        result.suggest(`Change to "${better}"`, writer.changeOperator(statement, [entry], better));
      }
      yield result;
    }
  },
});

export const stringLikeOperatorWithArnConditionKeys = defineRule({
  id: 'string-like-operator-with-arn-condition-keys',
  category: 'security',
  severity: 'warning',
  summary: 'StringLike compares an ARN.',
  explanation:
    'In StringLike a * runs over the colons that divide an ARN, so that it can match a resource in another account. ArnLike compares field by field.',
  reference: accessAnalyzer('security-warning', 'string-like-operator-with-arn-condition-keys'),
  fixes: {
    safe: 'Where wildcards stand behind the fifth colon only, both operators match the same ARNs; in an Allow the new one never matches more.',
    suggested: 'A Deny, or a negated comparison, would let more through.',
  },
  bad: condition(
    '"⟦StringLike⟧": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:222233334444:application-inference-profile/*" }',
  ),
  good: condition(
    '"ArnLike": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:222233334444:application-inference-profile/*" }',
  ),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator, key, list } = entry;
      const type = keyType(key.text, catalog);
      if (
        (meaning?.base !== 'StringLike' && meaning?.base !== 'StringNotLike') ||
        (type !== 'ARN' && type !== 'ArrayOfARN')
      )
        continue;
      const better = withBase(meaning, meaning.negated ? 'ArnNotLike' : 'ArnLike');
      const result = finding(
        operator,
        `${key.text} is an ARN, and in ${operator.text} a * runs over its colons into other fields. Use ${better}.`,
      );
      const arns = strings(list).map(({ text }) => parseArn(text));
      if (isFullyKnown(list) && arns.every((arn) => arn !== undefined)) {
        // Where wildcards stand behind the fifth colon only, both operators match the same ARNs.
        const isSame = arns.every(({ text, resource }) => !/[*?$]/.test(text.slice(0, resource.start)));
        const isSafe = isSame || (isAllow(statement) && !meaning.negated);
        result.fixIf(isSafe, `Change to "${better}"`, writer.changeOperator(statement, [entry], better));
      }
      yield result;
    }
  },
});

export const wildcardWithoutLikeOperator = defineRule({
  id: 'wildcard-without-like-operator',
  category: 'effect',
  severity: 'warning',
  summary: 'A wildcard stands under an operator that takes it literally.',
  explanation:
    'Only StringLike, StringNotLike and the Arn operators know * and ?. Under StringEquals they are plain characters, which hardly any value holds.',
  reference: accessAnalyzer('general-warning', 'wildcard-without-like-operator'),
  fixes: { suggested: 'The condition held for no usual value: with the change it does.' },
  bad: condition('"StringEquals": { "aws:RequestedRegion": "⟦eu-*⟧" }'),
  good: condition('"StringLike": { "aws:RequestedRegion": "eu-*" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator } = entry;
      if (meaning?.family !== 'String' || meaning.wildcards) continue;
      if (entry.name === 'bedrock:guardrailidentifier') continue; // bedrock-guardrail-value says it
      for (const value of stringValues(entry)) {
        if (!/[*?]/.test(withoutEscapes(value.text))) continue;
        const better = patternOperator(meaning, keyType(entry.key.text, catalog));
        yield finding(
          value,
          `${operator.text} takes * and ? for plain characters, so this matches no usual value. Use ${better}.`,
        ).suggest(`Change to "${better}"`, writer.changeOperator(statement, [entry], better));
      }
    }
  },
});

export const typeMismatchDate = defineRule({
  id: 'type-mismatch-date',
  category: 'effect',
  severity: 'warning',
  summary: 'A date operator has a value that is no date.',
  explanation: 'Dates are written as ISO 8601: 2027-01-31, or 2027-01-31T12:00:00Z.',
  reference: accessAnalyzer('general-warning', 'type-mismatch-date'),
  fixes: { suggested: 'The condition did not hold as it is meant: with the change it does.' },
  bad: condition('"DateLessThan": { "aws:CurrentTime": "⟦31.1.2027⟧" }'),
  good: condition('"DateLessThan": { "aws:CurrentTime": "2027-01-31T12:00:00Z" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Date') continue;
      for (const value of literals(entry)) {
        if (holdsVariable(value.text) || isDate(value.text) || isEpoch(value.text)) continue;
        const parsed = /^\d{4}[/.]\d{1,2}[/.]\d{1,2}$/.test(value.text)
          ? value.text.replace(/[/.](\d)(?=$|[/.])/g, '-0$1').replace(/[/.]/g, '-')
          : undefined;
        const result = finding(
          value,
          `"${value.text}" is no date that IAM reads. Write it as 2027-01-31, or 2027-01-31T12:00:00Z.`,
        );
        yield parsed && isDate(parsed)
          ? result.suggest(`Change to "${parsed}"`, writer.replaceText(value, parsed))
          : result;
      }
    }
  },
});

export const invalidDateValue = defineRule({
  id: 'invalid-date-value',
  category: 'style',
  severity: 'warning',
  summary: 'A date is given in seconds since 1970.',
  explanation: 'Some services do not read dates as epoch seconds. ISO 8601 is always read.',
  reference: accessAnalyzer('general-warning', 'invalid-date-value'),
  fixes: { safe: 'It is the same moment.' },
  bad: condition('"DateLessThan": { "aws:CurrentTime": "⟦1801440000⟧" }'),
  good: condition('"NumericLessThan": { "aws:EpochTime": "1801440000" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Date' || entry.name === 'aws:epochtime') continue;
      for (const value of literals(entry)) {
        if (!isEpoch(value.text)) continue;
        const date = new Date(Number(value.text) * 1000);
        const result = finding(
          value,
          `${value.text} counts seconds since 1970, which not every service reads. Write the date as ISO 8601.`,
        );
        if (Number.isNaN(date.getTime())) yield result;
        else {
          const iso = `${date.toISOString().slice(0, 19)}Z`;
          yield result.fix(`Change to "${iso}"`, writer.replaceText(value, iso));
        }
      }
    }
  },
});

export const typeMismatchNumber = defineRule({
  id: 'type-mismatch-number',
  category: 'effect',
  severity: 'warning',
  summary: 'A numeric operator has a value that is no number.',
  explanation: 'Numeric operators take an integer or a decimal number, with or without quotes.',
  reference: accessAnalyzer('general-warning', 'type-mismatch-number'),
  bad: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": "⟦1h⟧" }'),
  good: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": "3600" }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Numeric') continue;
      for (const value of literals(entry)) {
        if (/^-?\d+(\.\d+)?$/.test(value.text) || holdsVariable(value.text)) continue;
        yield finding(
          value,
          `"${value.text}" is no number, so ${entry.operator.text} never holds. Write a number without a unit.`,
        );
      }
    }
  },
});

export const typeMismatchBoolean = defineRule({
  id: 'type-mismatch-boolean',
  category: 'effect',
  severity: 'warning',
  summary: 'Bool or Null has a value that is neither true nor false.',
  explanation: 'Bool and Null take "true" and "false", with or without quotes.',
  reference: accessAnalyzer('general-warning', 'type-mismatch-boolean'),
  fixes: { suggested: 'The condition did not hold as it is meant: with the change it does.' },
  bad: condition('"Bool": { "aws:SecureTransport": "⟦yes⟧" }'),
  good: condition('"Bool": { "aws:SecureTransport": "true" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Bool' && entry.meaning?.family !== 'Null') continue;
      for (const value of literals(entry)) {
        if (/^(true|false)$/i.test(value.text) || holdsVariable(value.text)) continue;
        const meant = /^(yes|1|on)$/i.test(value.text)
          ? 'true'
          : /^(no|0|off)$/i.test(value.text)
            ? 'false'
            : undefined;
        const result = finding(
          value,
          `"${value.text}" is neither true nor false, so the condition never holds as it is meant.`,
        );
        if (meant) result.suggest(`Change to "${meant}"`, writer.replaceText(value, meant));
        yield result;
      }
    }
  },
});

export const typeMismatchString = defineRule({
  id: 'type-mismatch-string',
  category: 'effect',
  severity: 'warning',
  summary: 'BinaryEquals has a value that is not base64.',
  explanation: 'BinaryEquals compares bytes, which are written in base64.',
  reference: accessAnalyzer('general-warning', 'type-mismatch-string'),
  bad: condition('"BinaryEquals": { "saml:aud": "⟦not base64!⟧" }'),
  good: condition('"BinaryEquals": { "saml:aud": "QmluYXJ5VmFsdWU=" }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Binary') continue;
      for (const value of stringValues(entry)) {
        if (/^[A-Za-z0-9+/]*={0,2}$/.test(value.text) && value.text.length % 4 === 0) continue;
        yield finding(value, 'This is not base64, so BinaryEquals never holds. Encode the bytes in base64.');
      }
    }
  },
});

export const invalidConditionMultipleBoolean = defineRule({
  id: 'invalid-condition-multiple-boolean',
  category: 'grammar',
  severity: 'error',
  summary: 'A Boolean condition has several values.',
  explanation: 'A key that is true or false is compared with one of the two. With both the condition says nothing.',
  reference: accessAnalyzer('error', 'invalid-condition-multiple-boolean'),
  fixes: { suggested: 'Which of the two was meant is not in the text.' },
  bad: condition('"Bool": { "aws:SecureTransport": ⟦["true", "false"]⟧ }'),
  good: condition('"Bool": { "aws:SecureTransport": ["true"] }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { meaning, key, list } of conditions(statement)) {
      if ((meaning?.family !== 'Bool' && meaning?.family !== 'Null') || list.values.length < 2 || !list.property.value)
        continue;
      const type = keyType(key.text, catalog);
      if (meaning.family === 'Bool' && type && isMultivalued(type)) continue;
      const span = nodeSpan(list.property.value);
      yield finding(span, `${key.text} is true or false: only one value can stand here. IAM refuses the policy.`)
        .suggest('Keep "true"', writer.setValue(list.property, 'true'))
        .suggest('Keep "false"', writer.setValue(list.property, 'false'));
    }
  },
});

export const invalidConditionDataType = defineRule({
  id: 'invalid-condition-data-type',
  category: 'grammar',
  severity: 'error',
  summary: 'The values of a condition key are of different JSON types.',
  explanation: 'All values of one key are strings, or numbers, or Booleans. Strings are always right.',
  reference: accessAnalyzer('error', 'invalid-condition-data-type'),
  fixes: { safe: 'It is the same value.' },
  bad: condition('"NumericEquals": { "aws:MultiFactorAuthAge": ["60", ⟦120⟧] }'),
  good: condition('"NumericEquals": { "aws:MultiFactorAuthAge": ["60", "120"] }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const values = literals(entry);
      const [first] = values;
      if (!first || values.every((value) => value.kind === first.kind)) continue;
      for (const value of values) {
        if (value.kind === 'string') continue;
        const span = nodeSpan(value.node);
        yield finding(
          span,
          `The values of ${entry.key.text} mix strings with ${value.kind}s, which IAM refuses. Put it in quotes.`,
        ).fix('Put it in quotes', writer.replaceText(value, value.text));
      }
    }
  },
});

export const redundantConditionValueNum = defineRule({
  id: 'redundant-condition-value-num',
  category: 'style',
  severity: 'information',
  summary: 'A comparison lists several numbers, of which one decides.',
  explanation:
    'Several values are joined by “or”: of NumericLessThan the greatest decides, of NumericGreaterThan the least.',
  reference: accessAnalyzer('suggestion', 'redundant-condition-value-num'),
  fixes: { safe: 'The number that stays is the one that decides.' },
  bad: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": ⟦["60", "120"]⟧ }'),
  good: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": "120" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, list } = entry;
      if (meaning?.family !== 'Numeric' || !/Less|Greater/.test(meaning.base) || !list.property.value) continue;
      const values = literals(entry);
      const numbers = values.map(({ text }) => Number(text));
      if (numbers.length < 2 || numbers.length !== list.values.length || numbers.some(Number.isNaN)) continue;
      const decides = meaning.base.includes('Less') ? Math.max(...numbers) : Math.min(...numbers);
      const [kept, ...equal] = values.filter((_, index) => numbers[index] === decides);
      const result = finding(nodeSpan(list.property.value), `Of these numbers only ${decides} decides. Keep that one.`);
      // Numbers of more digits than a computer counts exactly are left to the author.
      const isExact = values.every(({ text }) => /^-?\d{1,15}(\.\d{1,6})?$/.test(text) && text.length <= 16);
      if (kept && isExact && equal.every(({ text }) => text === kept.text))
        result.fix(`Keep ${decides}`, writer.setValue(list.property, new Copy(kept.node)));
      yield result;
    }
  },
});

const SERVICE_KEYS: ReadonlyMap<string, RegExp> = new Map([
  ['iam:passedtoservice', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$|^[a-z0-9-]+\.aws\.internal$/],
  ['aws:principalservicename', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['aws:calledvia', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['aws:calledviafirst', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['aws:calledvialast', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['iam:awsservicename', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['kms:viaservice', /^[a-z0-9-]+\.[a-z0-9-]+(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/],
]);

export const invalidServicePrincipalFormat = defineRule({
  id: 'invalid-service-principal-format',
  category: 'effect',
  severity: 'error',
  summary: 'A condition names a service in the wrong form.',
  explanation:
    'A service is written service.amazonaws.com in lower case; in kms:ViaService with its Region: service.region.amazonaws.com.',
  reference: accessAnalyzer('error', 'invalid-service-principal-format'),
  fixes: { suggested: 'The condition held for no service: with the change it does for one.' },
  bad: condition('"StringEquals": { "aws:CalledViaLast": "⟦bedrock⟧" }'),
  good: condition('"StringEquals": { "aws:CalledViaLast": "bedrock.amazonaws.com" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const form = SERVICE_KEYS.get(entry.name);
      if (!form || entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        if (/[*?$<{]/.test(value.text) || form.test(value.text)) continue;
        const regional = entry.name === 'kms:viaservice';
        const result = finding(
          value,
          `"${value.text}" is no service as ${entry.key.text} names it. Write ${regional ? 'service.region.amazonaws.com' : 'service.amazonaws.com'} in lower case.`,
        );
        const bare = /^[a-z0-9-]+$/i.test(value.text)
          ? `${value.text.toLowerCase()}.amazonaws.com`
          : value.text.toLowerCase();
        yield !regional && form.test(bare)
          ? result.suggest(`Change to "${bare}"`, writer.replaceText(value, bare))
          : result;
      }
    }
  },
});

export const invalidRegion = defineRule({
  id: 'invalid-region',
  category: 'effect',
  severity: 'warning',
  summary: 'A condition names a Region that does not exist.',
  explanation:
    'A value that is no Region never matches. “unspecified” is right for aws:RequestedRegion: it stands for the Region-less part of global cross-Region inference. A warning, since AWS opens Regions.',
  reference: accessAnalyzer('error', 'invalid-region'),
  fixes: { suggested: 'The Region may be newer than the catalog.' },
  bad: condition('"StringEquals": { "aws:RequestedRegion": "⟦eu-wset-1⟧" }'),
  good: condition('"StringEquals": { "aws:RequestedRegion": ["eu-west-1", "unspecified"] }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      if (entry.name !== 'aws:requestedregion' && entry.name !== 'ec2:region') continue;
      if (entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        if (
          /[*?$<{]/.test(value.text) ||
          value.text === 'unspecified' ||
          value.text === 'aws-region' ||
          value.text === ''
        )
          continue;
        const known = catalog.partitions.flatMap(({ regions }) => regions.map(({ id }) => id));
        if (known.includes(value.text)) continue;
        const near = nearest(value.text, known);
        const result = finding(
          value,
          `No Region is called "${value.text}", so this never matches.${near ? ` Did you mean "${near}"?` : ''}`,
        );
        yield near ? result.suggest(`Change to "${near}"`, writer.replaceText(value, near)) : result;
      }
    }
  },
});

const VPC = /^vpc-([0-9a-z]{8}|[0-9a-z]{17})$/;
const VPCE = /^vpce-([0-9a-z]{8}|[0-9a-z]{17})$/;

export const invalidVpcFormat = defineRule({
  id: 'invalid-vpc-format',
  category: 'effect',
  severity: 'error',
  summary: 'aws:SourceVpc has a value that is no VPC id.',
  explanation: 'A VPC’s id is vpc- and 8 or 17 letters and digits.',
  reference: accessAnalyzer('error', 'invalid-vpc-format'),
  bad: condition('"StringEquals": { "aws:SourceVpc": "⟦my-vpc⟧" }'),
  good: condition('"StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f67890" }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.name !== 'aws:sourcevpc' || entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        if (VPC.test(value.text) || /[*?$<{X]/.test(value.text)) continue;
        yield finding(
          value,
          `"${value.text}" is no VPC id, so this never matches. An id is vpc- and 8 or 17 letters and digits.`,
        );
      }
    }
  },
});

export const invalidVpceFormat = defineRule({
  id: 'invalid-vpce-format',
  category: 'effect',
  severity: 'error',
  summary: 'aws:SourceVpce has a value that is no endpoint id.',
  explanation: 'A VPC endpoint’s id is vpce- and 8 or 17 letters and digits.',
  reference: accessAnalyzer('error', 'invalid-vpce-format'),
  fixes: { suggested: 'The id of the VPC is not that of an endpoint.' },
  bad: condition('"StringEquals": { "aws:SourceVpce": "⟦vpc-0a1b2c3d4e5f67890⟧" }'),
  good: condition('"StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d4e5f67890" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.name !== 'aws:sourcevpce' || entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        if (VPCE.test(value.text) || /[*?$<{X]/.test(value.text)) continue;
        const result = finding(
          value,
          `"${value.text}" is no VPC endpoint id, so this never matches. An id is vpce- and 8 or 17 letters and digits.`,
        );
        const meant = value.text.replace(/^vpc-/, 'vpce-');
        yield VPCE.test(meant) ? result.suggest(`Change to "${meant}"`, writer.replaceText(value, meant)) : result;
      }
    }
  },
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive */
const SENSITIVE = new Set(
  [
    'PrincipalAccount',
    'PrincipalOrgID',
    'ResourceAccount',
    'ResourceOrgID',
    'SourceAccount',
    'SourceOrgID',
    'SourceVpc',
    'SourceVpce',
    'VpceAccount',
    'VpceOrgID',
  ].map((name) => `aws:${name.toLowerCase()}`),
);

export const wildcardUsageTooPermissive = defineRule({
  id: 'wildcard-usage-too-permissive',
  category: 'security',
  severity: 'error',
  summary: 'A wildcard stands in the value of a key that identifies an account, organization or network.',
  explanation:
    'These keys identify one account, organization, VPC or endpoint. A pattern matches others too, which belong to strangers. (AWS does not say for which further keys six characters must stand before a wildcard; that part is left out.)',
  reference: accessAnalyzer('error', 'wildcard-usage-too-permissive'),
  bad: condition('"StringLike": { "aws:PrincipalOrgID": "⟦o-abc*⟧" }'),
  good: condition('"StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (!SENSITIVE.has(entry.name) || !entry.meaning?.wildcards || entry.meaning.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        const bare = withoutEscapes(value.text);
        if (!/[*?]/.test(bare) || bare === '*') continue; // "*" alone asks whether the key is there: equivalent-to-null-false
        yield finding(
          value,
          `${entry.key.text} identifies one account, organization or network; this pattern matches those of strangers too. Write it in full, with StringEquals.`,
        );
      }
    }
  },
});

export const variableUsageTooPermissive = defineRule({
  id: 'variable-usage-too-permissive',
  category: 'security',
  severity: 'error',
  summary:
    'A policy variable that the caller controls stands in the value of a key that identifies an account, organization or network.',
  explanation:
    'What the caller can choose (tags, names, the request) cannot say which account or organization is trusted. ${aws:PrincipalAccount} and ${aws:PrincipalOrgID} are fine, and used in AWS’s own policies.',
  reference: accessAnalyzer('error', 'variable-usage-too-permissive'),
  bad: condition('"StringEquals": { "aws:PrincipalOrgID": "⟦${aws:PrincipalTag/org}⟧" }'),
  good: condition('"StringEquals": { "aws:PrincipalAccount": "${aws:PrincipalAccount}" }'),
  *checkStatement(statement, { hasVariables }) {
    if (!hasVariables) return;
    for (const entry of conditions(statement)) {
      if (!SENSITIVE.has(entry.name) || entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        if (!holdsVariable(value.text) || /^\$\{aws:(principal|resource|source)(account|orgid)\}$/i.test(value.text))
          continue;
        yield finding(
          value,
          `The caller may choose the value of this variable, while ${entry.key.text} is to identify one account, organization or network. Write the value.`,
        );
      }
    }
  },
});

export const invalidVariableForOperator = defineRule({
  id: 'invalid-variable-for-operator',
  category: 'grammar',
  severity: 'error',
  summary: 'A policy variable stands under an operator that takes none.',
  explanation:
    'Only String and Arn operators take policy variables. (The page on operators says that Bool does too; Access Analyzer and the page on variables say that it does not.)',
  reference: accessAnalyzer('error', 'invalid-variable-for-operator'),
  bad: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": "⟦${aws:EpochTime}⟧" }'),
  good: condition('"StringLike": { "aws:username": "${aws:PrincipalTag/owner}" }'),
  *checkStatement(statement, { hasVariables }) {
    if (!hasVariables) return;
    for (const entry of conditions(statement)) {
      const family = entry.meaning?.family;
      if (!family || family === 'String' || family === 'Arn') continue;
      for (const value of stringValues(entry)) {
        if (holdsVariable(value.text))
          yield finding(value, `${entry.operator.text} takes no policy variable: IAM refuses it. Write the value.`);
      }
    }
  },
});

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN */
const KMS_KEY = /^arn:[a-z-]+:kms:[a-z0-9-]*:\d{12}:(key|alias)\/.+$/;

export const invalidKmsKeyValue = defineRule({
  id: 'invalid-kms-key-value',
  category: 'effect',
  severity: 'error',
  summary: 'A condition on a KMS key has a value that is no key’s ARN.',
  explanation:
    'These keys hold the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID. AWS does not list them; the ones looked at are S3’s encryption key id and keys whose name ends in KmsKeyArn.',
  reference: accessAnalyzer('error', 'invalid-kms-key-value'),
  bad: condition(
    '"StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "⟦1234abcd-12ab-34cd-56ef-1234567890ab⟧" }',
    's3:PutObject',
  ),
  good: condition(
    '"StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890ab" }',
    's3:PutObject',
  ),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.name !== 's3:x-amz-server-side-encryption-aws-kms-key-id' && !/:kmskeyarn$/.test(entry.name)) continue;
      if (entry.meaning?.family === 'Null') continue;
      for (const value of stringValues(entry)) {
        if (KMS_KEY.test(value.text) || /[*?$<{]/.test(value.text) || value.text === '') continue;
        yield finding(
          value,
          `${entry.key.text} holds the ARN of a KMS key, so this never matches. Write arn:aws:kms:REGION:ACCOUNT:key/ID.`,
        );
      }
    }
  },
});
