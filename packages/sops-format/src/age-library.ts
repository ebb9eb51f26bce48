// Imported lazily, under this name: a dynamic import of the package itself would bundle all of it.
export { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
