/** The name that a new project declares, so that its first value can be set at once. */
export const firstName = 'DB_PASSWORD';

/** Where the backend of {@link projectTemplate} keeps what is declared without a stack. */
export const firstFile = 'secrets/global.enc.yaml';

/** The first `keyrack.yaml` of a project: the default backend, and one declaration to go on from. */
export const projectTemplate: string = `# Which secrets this project has, and where their values are kept. This file holds no value: commit it.
secrets:
  # Values are encrypted with age, in ${firstFile}. Commit that file too; .sops.yaml says for whom it is encrypted.
  default_backend: sops/age

  # One entry for each secret. Change the first one to what your program needs, and add more.
  vars:
    ${firstName}:
      description: Password of the database
      required: true # keyrack exec and keyrack validate fail while it has no value
`;
