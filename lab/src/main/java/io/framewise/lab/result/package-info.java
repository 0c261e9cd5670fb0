/** What every {@code framewise bench} prints last. */
package io.framewise.lab.result;
