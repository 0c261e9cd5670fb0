/**
 * Dead letters as those see them who look after a system: found, looked into, put back.
 *
 * <p>Start at {@link io.framewise.admin.letters.LetterTopic}.
 */
package io.framewise.admin.letters;
