/** All rules, in one place, by id. Adding a rule is adding its file and its two lines here. */
import { actionResourceMismatch } from './action-resource-mismatch.ts';
import { bedrockApiOperation } from './bedrock-api-operation.ts';
import { bedrockDenyIncomplete } from './bedrock-deny-incomplete.ts';
import { bedrockFoundationModelAccount } from './bedrock-foundation-model-account.ts';
import { bedrockMissingAccount } from './bedrock-missing-account.ts';
import { bedrockProfileIdAsModel } from './bedrock-profile-id-as-model.ts';
import { bedrockSdkPrefix } from './bedrock-sdk-prefix.ts';
import { bedrockUnknownConditionKey } from './condition-keys.ts';
import { invalidConditionKeyFormat } from './condition-keys.ts';
import { unsupportedGlobalConditionKey } from './condition-keys.ts';
import { missingTagKeyInCondition } from './condition-keys.ts';
import { invalidGlobalConditionKey } from './condition-keys.ts';
import { invalidService } from './condition-keys.ts';
import { invalidServiceConditionKey } from './condition-keys.ts';
import { duplicateKeysWithDifferentCase } from './condition-keys.ts';
import { untrustworthyConditionKey } from './condition-keys.ts';
import { invalidConditionOperator } from './condition-operators.ts';
import { nullWithIfExists } from './condition-operators.ts';
import { nullWithQualifier } from './condition-operators.ts';
import { missingQualifier } from './condition-operators.ts';
import { forallvaluesWithSingleValuedKey } from './condition-operators.ts';
import { typeMismatch } from './condition-values.ts';
import { stringLikeOperatorWithArnConditionKeys } from './condition-values.ts';
import { wildcardWithoutLikeOperator } from './condition-values.ts';
import { typeMismatchDate } from './condition-values.ts';
import { invalidDateValue } from './condition-values.ts';
import { typeMismatchNumber } from './condition-values.ts';
import { typeMismatchBoolean } from './condition-values.ts';
import { typeMismatchString } from './condition-values.ts';
import { invalidConditionMultipleBoolean } from './condition-values.ts';
import { invalidConditionDataType } from './condition-values.ts';
import { redundantConditionValueNum } from './condition-values.ts';
import { invalidServicePrincipalFormat } from './condition-values.ts';
import { invalidRegion } from './condition-values.ts';
import { invalidVpcFormat } from './condition-values.ts';
import { invalidVpceFormat } from './condition-values.ts';
import { wildcardUsageTooPermissive } from './condition-values.ts';
import { variableUsageTooPermissive } from './condition-values.ts';
import { invalidVariableForOperator } from './condition-values.ts';
import { invalidKmsKeyValue } from './condition-values.ts';
import { dataTypeMismatch } from './data-type-mismatch.ts';
import { emptyArrayAction } from './empty-elements.ts';
import { emptyArrayResource } from './empty-elements.ts';
import { emptyArrayPrincipal } from './empty-elements.ts';
import { emptyObjectPrincipal } from './empty-elements.ts';
import { emptyObjectCondition } from './empty-elements.ts';
import { emptyArrayCondition } from './empty-elements.ts';
import { emptyArrayConditionForallvalues } from './empty-elements.ts';
import { emptyArrayConditionForanyvalue } from './empty-elements.ts';
import { emptyArrayConditionIfexists } from './empty-elements.ts';
import { emptySidValue } from './empty-sid-value.ts';
import { invalidAction } from './invalid-action.ts';
import { invalidEffect } from './invalid-effect.ts';
import { invalidPolicyElement } from './invalid-policy-element.ts';
import { invalidServiceInAction } from './invalid-service-in-action.ts';
import { invalidVersion } from './invalid-version.ts';
import { jsonSyntaxError } from './json-syntax-error.ts';
import { missingAction } from './missing-action.ts';
import { missingEffect } from './missing-effect.ts';
import { missingPrincipal } from './missing-principal.ts';
import { missingResource } from './missing-resource.ts';
import { missingStatement } from './missing-statement.ts';
import { missingVersion } from './missing-version.ts';
import { placeholderValue } from './placeholder-value.ts';
import { uniqueSidsRequired } from './unique-sids-required.ts';
import { unsupportedElementCombination } from './unsupported-element-combination.ts';
import { unsupportedPrincipal } from './unsupported-principal.ts';
import { unsupportedSid } from './unsupported-sid.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [
  actionResourceMismatch,
  bedrockApiOperation,
  bedrockDenyIncomplete,
  bedrockFoundationModelAccount,
  bedrockMissingAccount,
  bedrockProfileIdAsModel,
  bedrockSdkPrefix,
  bedrockUnknownConditionKey,
  invalidConditionKeyFormat,
  unsupportedGlobalConditionKey,
  missingTagKeyInCondition,
  invalidGlobalConditionKey,
  invalidService,
  invalidServiceConditionKey,
  duplicateKeysWithDifferentCase,
  untrustworthyConditionKey,
  invalidConditionOperator,
  nullWithIfExists,
  nullWithQualifier,
  missingQualifier,
  forallvaluesWithSingleValuedKey,
  typeMismatch,
  stringLikeOperatorWithArnConditionKeys,
  wildcardWithoutLikeOperator,
  typeMismatchDate,
  invalidDateValue,
  typeMismatchNumber,
  typeMismatchBoolean,
  typeMismatchString,
  invalidConditionMultipleBoolean,
  invalidConditionDataType,
  redundantConditionValueNum,
  invalidServicePrincipalFormat,
  invalidRegion,
  invalidVpcFormat,
  invalidVpceFormat,
  wildcardUsageTooPermissive,
  variableUsageTooPermissive,
  invalidVariableForOperator,
  invalidKmsKeyValue,
  dataTypeMismatch,
  emptyArrayAction,
  emptyArrayResource,
  emptyArrayPrincipal,
  emptyObjectPrincipal,
  emptyObjectCondition,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
  emptySidValue,
  invalidAction,
  invalidEffect,
  invalidPolicyElement,
  invalidServiceInAction,
  invalidVersion,
  jsonSyntaxError,
  missingAction,
  missingEffect,
  missingPrincipal,
  missingResource,
  missingStatement,
  missingVersion,
  placeholderValue,
  uniqueSidsRequired,
  unsupportedElementCombination,
  unsupportedPrincipal,
  unsupportedSid,
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

export const ruleById = (id: string): Rule | undefined => byId.get(id);
