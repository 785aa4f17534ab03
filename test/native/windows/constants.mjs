// Prints the constants of the library that the argument names: the first thing that must work on another platform.
import koffi from 'koffi';

const library = koffi.load(process.argv[2]);
console.log(library.func('str test_abi_constants()')());
