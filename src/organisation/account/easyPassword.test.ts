import { expect, test } from "vitest";
import { isEasyToGuess } from "./easyPassword.ts";

const known = ["Nordvarme A/S", "Karen Skovbo", "karen@nordvarme.example"];

test("the most used passwords are easy, also with a digit behind or an a written as @", async () => {
  for (const easy of [
    "password123",
    "1234567890",
    "qwertyuiop",
    "p@ssword123",
    "iloveyou123",
    "aaaaaaaaaaaa",
  ])
    expect(await isEasyToGuess(easy, known), easy).toBe(true);
});

test("so is what is made of the product's, the organisation's and her own name", async () => {
  for (const easy of ["Nordvarme2026", "karenskovbo1", "udlevudlev", "karen.nordvarme"])
    expect(await isEasyToGuess(easy, known), easy).toBe(true);
  expect(await isEasyToGuess("karenskovbo1", []), "nobody else's name").toBe(false);
});

test("a sentence, four words and what a password manager draws are not", async () => {
  for (const good of ["en lang adgangskode", "hest batteri klammer elv", "xK7#pQ2!vR9w", "fire nye ord igen"])
    expect(await isEasyToGuess(good, known), good).toBe(false);
});
