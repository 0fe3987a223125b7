import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizedAssembly } from './synthesized-assembly.ts';

/** Copies the assembly into an empty folder, without event source mappings. */
export const withoutReaders = async (assembly: string): Promise<string> => {
  cpSync(await synthesizedAssembly(), assembly, { recursive: true });
  for (const name of readdirSync(assembly).filter((file) => file.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(assembly, name), 'utf8'));
    for (const resource of Object.values<{ Type: string; Properties: object }>(template.Resources))
      if (resource.Type === 'AWS::Lambda::EventSourceMapping') Object.assign(resource.Properties, { Enabled: false });
    writeFileSync(join(assembly, name), JSON.stringify(template));
  }
  return assembly;
};
