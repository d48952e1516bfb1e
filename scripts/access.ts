// Writes docs/ACCESS.md out of the access table: npm run access. A test fails where the two differ.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessDocument } from "../src/organisation/accessDocument.ts";

writeFileSync(join(import.meta.dirname, "../docs/ACCESS.md"), accessDocument());
