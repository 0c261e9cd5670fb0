/** Tests of the bench of the connectors. */
package io.framewise.lab.connect;
