import type { SetOptions } from '@keyrack/core/provider';
import { versionOf } from './answers.js';
import { abortedBy, type NewParameter, type SsmClient } from './client.js';
import { means, refused } from './errors.js';
import type { AwsSsmSettings } from './options.js';

/** Writes one parameter, and tells its new version. */
export type Write = (name: string, value: string, options: SetOptions) => Promise<{ readonly version: string }>;

/** Makes the two ways to write: `set` as the contract has it, and `overwrite`, which adds a version to what is there. */
export function createParameterWriter(
  { kmsKeyId: KeyId, tier: Tier, ...defaults }: AwsSsmSettings,
  client: () => Promise<SsmClient>,
): { readonly set: Write; readonly overwrite: Write } {
  async function put(content: NewParameter, signal: AbortSignal | undefined): ReturnType<Write> {
    if (content.Value?.includes('{{'))
      throw refused('AWS takes values with "{{" for references. Encode the value, as base64 for example.');
    const ssm = await client();
    return versionOf(await ssm.putParameter({ ...content, Type: 'SecureString', KeyId, Tier }, abortedBy(signal)));
  }

  return {
    overwrite: (Name, Value, { signal }) => put({ Name, Value, Overwrite: true }, signal),

    async set(Name, Value, { ifVersion, signal, description: Description = defaults.description, tags }) {
      const Tags = Object.entries({ ...defaults.tags, ...tags }).map(([Key, text]) => ({ Key, Value: text }));
      const create = () => put({ Name, Value, Description, Tags, Overwrite: false }, signal);
      const replace = () => put({ Name, Value, Description, Overwrite: true }, signal);
      if (ifVersion === 'absent') return create();
      if (Tags.length === 0) return replace().catch((denial: unknown) => createInstead(create, denial));
      try {
        // Tags can only come with a new parameter.
        return await create();
      } catch (error) {
        if (!means(error, 'CONFLICT')) throw error;
      }
      const written = await replace();
      const tagging = { ResourceType: 'Parameter', ResourceId: Name, Tags } as const;
      await (await client()).addTagsToResource(tagging, abortedBy(signal));
      return written;
    },
  };
}

// Some logins may create and not overwrite; to them a value that is there was denied, and is no conflict.
async function createInstead<T>(create: () => Promise<T>, denial: unknown): Promise<T> {
  if (!means(denial, 'PERMISSION_DENIED')) throw denial;
  return create().catch((error: unknown) => {
    throw means(error, 'CONFLICT') ? denial : error;
  });
}
