import './lib/element/register.ts'
