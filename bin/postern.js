#!/usr/bin/env node
import '../dist/postern.js';
