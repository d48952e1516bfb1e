/** @jsxImportSource preact */
import { render } from "preact";
import "../../design/fonts.css";
import "../../design/tokens.css";
import { applyTheme, firstTheme } from "#design/preferences.ts";
import { Screen } from "./screen.tsx";

applyTheme(firstTheme());
const meetingId = location.pathname.split("/")[2] ?? "";
render(<Screen meetingId={meetingId} />, document.getElementById("root")!);
