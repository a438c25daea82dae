import './no-eval.ts';
import { mount } from 'svelte';
import App from './App.svelte';

const place = document.getElementById('app');
if (place === null) throw new Error('index.html has no place for the app');

mount(App, { target: place });
