/**
 * Fixtures that the tests of all modules use: rendered pages, architecture rules, settings checks.
 */
package io.framewise.testing;
