import type { FieldName } from '../../payer/fields.ts';
import type { Way } from '../../token/way.ts';
import type { DocumentKind } from '../finding.ts';

/** How a payer is asked for tokens, beside what its documents offer. */
export interface Asking {
  /** The value of a field; '' while it has none. */
  readonly text: (name: FieldName) => string;
  readonly isTyped: (name: FieldName) => boolean;
  readonly way: Way;
  /** Where the token request goes. */
  readonly endpoint: string;
  readonly showsCertificate: boolean;
  readonly kinds: ReadonlySet<DocumentKind>;
  /** As the documents list them; empty: they do not. */
  readonly methods: readonly string[];
  readonly algorithms: readonly string[];
  readonly isSmileCdr: boolean;
}
