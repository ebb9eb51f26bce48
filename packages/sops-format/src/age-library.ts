// Imported lazily, under this name: a dynamic import of the package itself would bundle all of it.
export { armor, Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
