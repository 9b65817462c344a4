// Lets a script that stands anywhere import the locked clients by name: what Node does not find is looked for there.
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const clients = pathToFileURL(`${process.env.NODE_FOLDER}/package.json`).href;

registerHooks({
  resolve(name, context, next) {
    try {
      return next(name, context);
    } catch (missing) {
      if (missing.code !== "ERR_MODULE_NOT_FOUND") throw missing;
      return next(name, { ...context, parentURL: clients });
    }
  },
});
