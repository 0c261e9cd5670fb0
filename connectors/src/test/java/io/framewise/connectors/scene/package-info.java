/** Tests of the change gate and of the check of cameras. */
package io.framewise.connectors.scene;
