/** All rules, in one place, by id. Adding a rule is adding its file and its two lines here. */

import { actionResourceMismatch } from './action-resource-mismatch.ts';
import { bedrockApiOperation } from './bedrock-api-operation.ts';
import { bedrockDenyIncomplete } from './bedrock-deny-incomplete.ts';
import { bedrockFoundationModelAccount } from './bedrock-foundation-model-account.ts';
import { bedrockMissingAccount } from './bedrock-missing-account.ts';
import { bedrockProfileIdAsModel } from './bedrock-profile-id-as-model.ts';
import { bedrockSdkPrefix } from './bedrock-sdk-prefix.ts';
import {
  bedrockUnknownConditionKey,
  duplicateKeysWithDifferentCase,
  invalidConditionKeyFormat,
  invalidGlobalConditionKey,
  invalidService,
  invalidServiceConditionKey,
  missingTagKeyInCondition,
  unsupportedGlobalConditionKey,
  untrustworthyConditionKey,
} from './condition-keys.ts';
import {
  forallvaluesWithSingleValuedKey,
  invalidConditionOperator,
  missingQualifier,
  nullWithIfExists,
  nullWithQualifier,
} from './condition-operators.ts';
import {
  invalidConditionDataType,
  invalidConditionMultipleBoolean,
  invalidDateValue,
  invalidKmsKeyValue,
  invalidRegion,
  invalidServicePrincipalFormat,
  invalidVariableForOperator,
  invalidVpceFormat,
  invalidVpcFormat,
  redundantConditionValueNum,
  stringLikeOperatorWithArnConditionKeys,
  typeMismatch,
  typeMismatchBoolean,
  typeMismatchDate,
  typeMismatchNumber,
  typeMismatchString,
  variableUsageTooPermissive,
  wildcardUsageTooPermissive,
  wildcardWithoutLikeOperator,
} from './condition-values.ts';
import { dataTypeMismatch } from './data-type-mismatch.ts';
import {
  emptyArrayAction,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
  emptyArrayPrincipal,
  emptyArrayResource,
  emptyObjectCondition,
  emptyObjectPrincipal,
} from './empty-elements.ts';
import { emptySidValue } from './empty-sid-value.ts';
import { invalidAction } from './invalid-action.ts';
import { invalidEffect } from './invalid-effect.ts';
import { invalidPolicyElement } from './invalid-policy-element.ts';
import { invalidServiceInAction } from './invalid-service-in-action.ts';
import { invalidVersion } from './invalid-version.ts';
import {
  improveIpRange,
  missingPairedConditionKeys,
  privateIpAddress,
  privateIpAddressSubset,
  privateNotIpAddress,
  privateNotIpAddressSubset,
  typeMismatchIpRange,
} from './ip-conditions.ts';
import { jsonSyntaxError } from './json-syntax-error.ts';
import { missingAction } from './missing-action.ts';
import { missingEffect } from './missing-effect.ts';
import { missingPrincipal } from './missing-principal.ts';
import { missingResource } from './missing-resource.ts';
import { missingStatement } from './missing-statement.ts';
import { missingVersion } from './missing-version.ts';
import { placeholderValue } from './placeholder-value.ts';
import {
  allowWithNotPrincipal,
  federatedPrincipalNotSupported,
  invalidPrincipalFormat,
  invalidPrincipalKey,
  invalidRoleReference,
  invalidUserReference,
  redundantPrincipalInRoleTrustPolicy,
  roleTrustPolicySyntaxErrorNotprincipal,
  roleTrustPolicyUnsupportedWildcardInPrincipal,
  unsupportedWildcardInPrincipal,
} from './principals.ts';
import type { Rule } from './rule.ts';
import {
  confirmAudienceClaimType,
  foranyvalueWithAudienceClaimType,
  invalidFederatedPrincipalSyntaxInRoleTrustPolicy,
  mismatchedActionForPrincipal,
  missingActionForConditionKey,
  missingActionForRolesAnywhereTrustPolicy,
  missingConditionKeyForOidcPrincipal,
  missingGithubRepoConditionKey,
  roleTrustPolicySyntaxErrorResource,
  specificGithubRepoAndBranchRecommended,
} from './trust.ts';
import { uniqueSidsRequired } from './unique-sids-required.ts';
import { unsupportedElementCombination } from './unsupported-element-combination.ts';
import { unsupportedPrincipal } from './unsupported-principal.ts';
import { unsupportedSid } from './unsupported-sid.ts';
import {
  emptyVariable,
  missingBraceInVariable,
  missingQuoteInVariable,
  unsupportedSpaceInVariable,
  variableUnsupportedInElement,
  variableUnsupportedInVersion,
} from './variables.ts';
import {
  equivalentToNullFalse,
  equivalentToNullTrue,
  redundantKeyDueToWildcardInCondition,
  redundantStatementDueToWildcardInCondition,
} from './wildcard-conditions.ts';

export const RULES: readonly Rule[] = [
  actionResourceMismatch,
  allowWithNotPrincipal,
  bedrockApiOperation,
  bedrockDenyIncomplete,
  bedrockFoundationModelAccount,
  bedrockMissingAccount,
  bedrockProfileIdAsModel,
  bedrockSdkPrefix,
  bedrockUnknownConditionKey,
  confirmAudienceClaimType,
  dataTypeMismatch,
  duplicateKeysWithDifferentCase,
  emptyArrayAction,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
  emptyArrayPrincipal,
  emptyArrayResource,
  emptyObjectCondition,
  emptyObjectPrincipal,
  emptySidValue,
  emptyVariable,
  equivalentToNullFalse,
  equivalentToNullTrue,
  federatedPrincipalNotSupported,
  forallvaluesWithSingleValuedKey,
  foranyvalueWithAudienceClaimType,
  improveIpRange,
  invalidAction,
  invalidConditionDataType,
  invalidConditionKeyFormat,
  invalidConditionMultipleBoolean,
  invalidConditionOperator,
  invalidDateValue,
  invalidEffect,
  invalidFederatedPrincipalSyntaxInRoleTrustPolicy,
  invalidGlobalConditionKey,
  invalidKmsKeyValue,
  invalidPolicyElement,
  invalidPrincipalFormat,
  invalidPrincipalKey,
  invalidRegion,
  invalidRoleReference,
  invalidService,
  invalidServiceConditionKey,
  invalidServiceInAction,
  invalidServicePrincipalFormat,
  invalidUserReference,
  invalidVariableForOperator,
  invalidVersion,
  invalidVpcFormat,
  invalidVpceFormat,
  jsonSyntaxError,
  mismatchedActionForPrincipal,
  missingAction,
  missingActionForConditionKey,
  missingActionForRolesAnywhereTrustPolicy,
  missingBraceInVariable,
  missingConditionKeyForOidcPrincipal,
  missingEffect,
  missingGithubRepoConditionKey,
  missingPairedConditionKeys,
  missingPrincipal,
  missingQualifier,
  missingQuoteInVariable,
  missingResource,
  missingStatement,
  missingTagKeyInCondition,
  missingVersion,
  nullWithIfExists,
  nullWithQualifier,
  placeholderValue,
  privateIpAddress,
  privateIpAddressSubset,
  privateNotIpAddress,
  privateNotIpAddressSubset,
  redundantConditionValueNum,
  redundantKeyDueToWildcardInCondition,
  redundantPrincipalInRoleTrustPolicy,
  redundantStatementDueToWildcardInCondition,
  roleTrustPolicySyntaxErrorNotprincipal,
  roleTrustPolicySyntaxErrorResource,
  roleTrustPolicyUnsupportedWildcardInPrincipal,
  specificGithubRepoAndBranchRecommended,
  stringLikeOperatorWithArnConditionKeys,
  typeMismatch,
  typeMismatchBoolean,
  typeMismatchDate,
  typeMismatchIpRange,
  typeMismatchNumber,
  typeMismatchString,
  uniqueSidsRequired,
  unsupportedElementCombination,
  unsupportedGlobalConditionKey,
  unsupportedPrincipal,
  unsupportedSid,
  unsupportedSpaceInVariable,
  unsupportedWildcardInPrincipal,
  untrustworthyConditionKey,
  variableUnsupportedInElement,
  variableUnsupportedInVersion,
  variableUsageTooPermissive,
  wildcardUsageTooPermissive,
  wildcardWithoutLikeOperator,
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

export const ruleById = (id: string): Rule | undefined => byId.get(id);
