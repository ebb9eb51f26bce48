/** SOPS documents in process: YAML files with age keys, read and written without the `sops` program. @packageDocumentation */
export { addAgeRecipient, type RecipientRule } from './add-age-recipient.js';
export { generateAgeIdentity, parseAgeIdentities, recipientOf } from './age-identity.js';
export { type CreationRule, matchCreationRule } from './creation-rule.js';
export { type AgeIdentities, defaultAgeKeysFile, findAgeIdentities, type IdentityIo } from './find-age-identities.js';
export type { DataKeySource } from './key-groups.js';
export type { SopsMetadata } from './metadata.js';
export { createSopsDocument, type NewSopsDocument } from './new-document.js';
export type { OpenSopsDocument } from './open-document.js';
export type { SelectionKind, SelectionRule } from './selection-rule.js';
export { readSopsDocument, type SopsDocument } from './sops-document.js';
export { SopsFormatError, type SopsFormatErrorCode, type SourcePosition } from './sops-format-error.js';
export type { SopsScalar, SopsTime, SopsValue } from './sops-value.js';
export { sopsToJson } from './to-json.js';
export { sopsToText } from './to-text.js';
