#include "CTaskSupervisor.h"
