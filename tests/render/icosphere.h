/* icosphere.h - a small brain for tests: two bumpy balls with every surface a cortex may have.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cortex.h"

CalCortex *make_icosphere_cortex (int n_subdivisions, gboolean with_curvature);
