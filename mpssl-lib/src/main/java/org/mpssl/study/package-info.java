/** Many runs as one question: comparisons of methods over seeds, and LMO looked at alone. */
package org.mpssl.study;
