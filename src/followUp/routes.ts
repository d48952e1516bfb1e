import { newRoutes } from "#platform/http/routes.ts";
import { oneToOneRoutes } from "./oneToOne.routes.ts";
import { reviewRoutes } from "./review.routes.ts";

export const routes = newRoutes().route("/", oneToOneRoutes).route("/", reviewRoutes);
