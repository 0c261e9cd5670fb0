/** Tests of the command {@code doctor}. */
package io.framewise.model.doctor;
