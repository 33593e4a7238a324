"use strict";
DKFDS.init();
