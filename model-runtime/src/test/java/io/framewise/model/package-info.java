/** Tests of the command. */
package io.framewise.model;
