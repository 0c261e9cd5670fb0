/** The samples as other programs see them. Entry: {@code SampleVideoIT}. */
package io.framewise.standalone.samples;
